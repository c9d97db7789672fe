"""``RolesStack``: JobRoles -> a role for each kind of job, which only that service assumes, for this account's jobs."""

from typing import Final

from aws_cdk import CfnOutput, Environment, Stack, Tags
from aws_cdk import aws_iam as iam
from compiler import naming
from compiler.roles.job_roles import JobKind, JobRoles
from constructs import Construct

from stacks.arn import arn, global_arn
from stacks.checks.acknowledged import acknowledge, wildcard_finding
from stacks.resource import resource_of
from stacks.roles.statements import statements_of
from stacks.tags import PROJECT

__all__ = ["RolesStack"]

_SERVICES: Final[dict[JobKind, tuple[str, str]]] = {
    "bedrock": ("bedrock", "model-customization-job/*"),
    "training": ("sagemaker", "*"),
    "serverless": ("sagemaker", "*"),
    "scorer": ("sagemaker", "*"),
}
"""Kind -> service that assumes the role, and the resources on whose behalf (the services' own pages on confused
deputies)."""
NAMED_LATER: Final = "A job names its files, its log stream and its model itself; the rest of the ARN is exact."
TAKES_NONE: Final = "A token for images and metrics take no resource; stacks/checks/rules refuses anything else on '*'."


class RolesStack(Stack):
    """The roles of one experiment's jobs. The invoke policy of the experiment lets each call its functions."""

    def __init__(
        self, scope: Construct, *, roles: JobRoles, label: str, region: str, env: Environment | None = None
    ) -> None:
        """Declare a role for each kind.

        Args:
            scope: the app.
            roles: the experiment's file in ``roles/``.
            label: the experiment's label, stage included.
            region: region of the experiment.
            env: account and region.
        """
        super().__init__(
            scope, naming.roles_stack_name(label), description=f"Roles of the jobs that call {label}", env=env
        )
        Tags.of(self).add("project", PROJECT)
        # By its name, because the base stack that makes it may be older than this stack, and outlives no job.
        invoking = iam.ManagedPolicy.from_managed_policy_arn(
            self, "Invoke", global_arn(self, "iam", f"policy/{naming.invoke_policy_name(region, label)}")
        )
        for kind in roles.kinds:
            self._role(kind, roles, label, invoking)

    def _role(self, kind: JobKind, roles: JobRoles, label: str, invoking: iam.IManagedPolicy) -> None:
        service, resource = _SERVICES[kind]
        own_jobs = {
            "StringEquals": {"aws:SourceAccount": self.account},
            "ArnLike": {"aws:SourceArn": arn(self, service, resource)},
        }
        statements = statements_of(self, kind, roles, label)
        role = iam.Role(
            self,
            f"{kind.capitalize()}Role",
            description=f"{kind} jobs that call the reward functions of {label}",
            assumed_by=iam.ServicePrincipal(f"{service}.amazonaws.com", conditions=own_jobs),
            inline_policies={"Job": iam.PolicyDocument(statements=statements)},
            managed_policies=[invoking],
        )
        for named in {found for each in statements for found in each.resources if "*" in found}:
            if named == "*":
                acknowledge(resource_of(role), TAKES_NONE, wildcard_finding(named))
            else:
                acknowledge(resource_of(role), NAMED_LATER, wildcard_finding(named))
        if kind == "scorer":
            # The pipeline hands its own role to the job that it starts; a policy of its own, for a role cannot hold
            # its own ARN.
            passed = {"StringEquals": {"iam:PassedToService": f"{service}.amazonaws.com"}}
            role.add_to_policy(
                iam.PolicyStatement(actions=["iam:PassRole"], resources=[role.role_arn], conditions=passed)
            )
        CfnOutput(self, naming.role_output(kind), value=role.role_arn, description=f"For rft job --role: {kind} jobs")
