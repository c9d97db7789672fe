"""``DeployStack``: two roles for a repository's workflows, one that deploys from main and one that reads for a diff."""

from collections.abc import Sequence
from typing import Final

from aws_cdk import CfnOutput, DefaultStackSynthesizer, Environment, Stack, Tags
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.arn import arn_in, global_arn
from stacks.checks.acknowledged import acknowledge, wildcard_finding
from stacks.pipeline.repository import Repository
from stacks.resource import resource_of
from stacks.tags import PROJECT

__all__ = ["STACK_NAME", "DeployStack"]

STACK_NAME: Final = "NovaRewards-deploy"
"""No experiment's stack can have this name: theirs have a hyphen after NovaReward."""
ISSUER: Final = "token.actions.githubusercontent.com"
AUDIENCE: Final = "sts.amazonaws.com"
BOOTSTRAP: Final = ("deploy", "file-publishing", "lookup")
"""The roles of `cdk bootstrap` that `cdk deploy` assumes for stacks without container images."""
READ: Final = ("cloudformation:DescribeStacks", "cloudformation:GetTemplate")
"""The calls of `cdk diff --method=template`."""
GENERATED: Final = "CloudFormation adds an id to a stack's name, and each revision is a stack of its own."


class DeployStack(Stack):
    """Trust in one repository. Nothing of the experiments depends on it."""

    def __init__(
        self,
        scope: Construct,
        *,
        repository: Repository,
        regions: Sequence[str],
        known_issuer: bool = False,
        env: Environment | None = None,
    ) -> None:
        """Declare the roles.

        Args:
            scope: the app.
            repository: the repository whose workflows may assume them.
            regions: regions of the experiments; the roles reach no other.
            known_issuer: whether the account has GitHub's identity provider already. It may have it only once.
            env: account and region. Roles are global, so any bootstrapped region will do.
        """
        super().__init__(
            scope, STACK_NAME, description=f"Lets the workflows of {repository.name} deploy rewards", env=env
        )
        Tags.of(self).add("project", PROJECT)
        self._issuer = global_arn(self, "iam", f"oidc-provider/{ISSUER}")
        provider = None if known_issuer else self._provider()
        deploying = self._role("Deploy", "nova-reward-deploy", repository.on_main, self._bootstrap_roles(regions))
        reading = self._role("Diff", "nova-reward-diff", repository.on_pull_request, self._stacks_to_read(regions))
        for role in (deploying, reading):
            if provider is not None:
                role.node.add_dependency(provider)
        CfnOutput(self, "DeployRoleArn", value=deploying.role_arn, description="The variable AWS_DEPLOY_ROLE on GitHub")
        CfnOutput(self, "DiffRoleArn", value=reading.role_arn, description="The variable AWS_DIFF_ROLE on GitHub")

    def _provider(self) -> iam.CfnOIDCProvider:
        return iam.CfnOIDCProvider(self, "Issuer", url=f"https://{ISSUER}", client_id_list=[AUDIENCE])

    def _role(self, construct_id: str, name: str, subject: str, allowed: iam.PolicyStatement) -> iam.Role:
        """Declare a role for the runs whose tokens have exactly this subject."""
        exactly = {"StringEquals": {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": subject}}
        role = iam.Role(
            self,
            construct_id,
            role_name=name,
            assumed_by=iam.WebIdentityPrincipal(self._issuer, exactly),
            inline_policies={"Allowed": iam.PolicyDocument(statements=[allowed])},
        )
        for resource in allowed.resources:
            if "*" in resource:
                acknowledge(resource_of(role), GENERATED, wildcard_finding(resource))
        return role

    def _bootstrap_roles(self, regions: Sequence[str]) -> iam.PolicyStatement:
        found: object = self.node.try_get_context("@aws-cdk/core:bootstrapQualifier")
        qualifier = found if isinstance(found, str) else DefaultStackSynthesizer.DEFAULT_QUALIFIER
        names = [f"cdk-{qualifier}-{part}-role-{self.account}-{region}" for region in regions for part in BOOTSTRAP]
        roles = [global_arn(self, "iam", f"role/{name}") for name in names]
        return iam.PolicyStatement(actions=["sts:AssumeRole"], resources=roles)

    def _stacks_to_read(self, regions: Sequence[str]) -> iam.PolicyStatement:
        stacks = [arn_in(self, region, "cloudformation", "stack/NovaReward*") for region in regions]
        return iam.PolicyStatement(actions=list(READ), resources=stacks)
