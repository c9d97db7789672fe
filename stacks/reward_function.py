"""One reward Lambda: CompiledExperiment -> function, its role and its log group."""

from aws_cdk import CfnDeletionPolicy, Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from compiler.compiled import CompiledExperiment
from compiler.package.code import deployed_code
from constructs import Construct

from stacks import inline_policies
from stacks.checks.acknowledged import acknowledge_function, acknowledge_role
from stacks.dependency_layer import DependencyLayer
from stacks.resource import resource_of
from stacks.reward_code import reward_code

__all__ = ["RewardFunction"]

ARCHITECTURES = {"arm64": lambda_.Architecture.ARM_64, "x86_64": lambda_.Architecture.X86_64}
INSIGHTS_VERSION = lambda_.LambdaInsightsVersion.VERSION_1_0_498_0


class RewardFunction(Construct):
    """The function that scores, with everything it may do written inline in a role of its own.

    Logical ids are constant while the names of function and role carry the revision: a new revision replaces
    both, and what is replaced stays, callable with its own permissions, unless ``keep_revisions`` is off.
    """

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment) -> None:
        """Declare the log group, the role and the function of ``compiled``."""
        super().__init__(scope, construct_id)
        self.compiled = compiled
        self.log_group = self._log_group()
        self.role = self._role()
        self.function = self._function()
        self._attach_to_vpc()
        if compiled.experiment.keep_revisions:
            keep_when_replaced(self.role)
            keep_when_replaced(self.function)
        acknowledge_role(resource_of(self.role), inline_policies.opted_in_wildcards(Stack.of(self), compiled))
        acknowledge_function(resource_of(self.function))

    def _log_group(self) -> logs.LogGroup:
        """Declare the one log group of every revision; a key's own policy must let CloudWatch Logs use it."""
        experiment = self.compiled.experiment
        key_arn = experiment.log_kms_key_arn
        group = logs.LogGroup(
            self,
            "LogGroup",
            log_group_name=self.compiled.log_group_name,
            encryption_key=kms.Key.from_key_arn(self, "LogKey", key_arn) if key_arn else None,
            removal_policy=RemovalPolicy.DESTROY,
        )
        resource_of(group).add_property_override("RetentionInDays", experiment.log_retention_days)
        return group

    def _role(self) -> iam.Role:
        return iam.Role(
            self,
            "Role",
            role_name=self.compiled.role_name,
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies=inline_policies.inline_policies(Stack.of(self), self.compiled, self.log_group),
        )

    def _function(self) -> lambda_.Function:
        experiment = self.compiled.experiment
        return lambda_.Function(
            self,
            "Function",
            function_name=self.compiled.function_name,
            description=experiment.description,
            runtime=lambda_.Runtime(experiment.runtime, lambda_.RuntimeFamily.PYTHON),
            architecture=ARCHITECTURES[experiment.architecture],
            handler="handler.lambda_handler",
            code=reward_code(deployed_code(self.compiled)),
            layers=[
                DependencyLayer(self, compiled=self.compiled, layer=layer).version for layer in self.compiled.layers
            ],
            memory_size=experiment.memory_mb,
            timeout=Duration.seconds(experiment.timeout_seconds),
            environment=self.compiled.environment,
            # A policy resource of its own would follow the new role and strip the revisions left behind.
            role=self.role.without_policy_updates(),
            log_group=self.log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            tracing=lambda_.Tracing.ACTIVE,
            recursive_loop=lambda_.RecursiveLoop.TERMINATE,
            reserved_concurrent_executions=experiment.reserved_concurrency,
            insights_version=INSIGHTS_VERSION if experiment.lambda_insights else None,
        )

    def _attach_to_vpc(self) -> None:
        vpc = self.compiled.experiment.vpc
        if vpc is None:
            return
        attached = {"SubnetIds": list(vpc.subnet_ids), "SecurityGroupIds": list(vpc.security_group_ids)}
        resource_of(self.function).add_property_override("VpcConfig", attached)


def keep_when_replaced(construct: Construct) -> None:
    """Leave the old resource in place when a new name replaces it; delete the current one with the stack."""
    options = resource_of(construct).cfn_options
    options.update_replace_policy = CfnDeletionPolicy.RETAIN
    options.deletion_policy = CfnDeletionPolicy.DELETE
