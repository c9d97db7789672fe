"""One reward Lambda: CompiledExperiment -> function, its role and its layers."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from compiler.package.code import deployed_code
from constructs import Construct

from stacks.checks.acknowledged import acknowledge_function, acknowledge_role
from stacks.function import inline_policies
from stacks.function.dependency_layer import DependencyLayer
from stacks.function.reward_code import reward_code
from stacks.resource import resource_of

__all__ = ["RewardFunction"]

ARCHITECTURES = {"arm64": lambda_.Architecture.ARM_64, "x86_64": lambda_.Architecture.X86_64}
INSIGHTS_VERSION = lambda_.LambdaInsightsVersion.VERSION_1_0_498_0


class RewardFunction(Construct):
    """The function that scores, with everything it may do written inline in a role of its own."""

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment) -> None:
        """Declare the role and the function of ``compiled``, which log to the log group of the base stack."""
        super().__init__(scope, construct_id)
        self.compiled = compiled
        self.log_group = logs.LogGroup.from_log_group_name(self, "LogGroup", compiled.log_group_name)
        self.role = self._role()
        self.function = self._function()
        self._attach_to_vpc()
        acknowledge_role(resource_of(self.role), inline_policies.generated_names(Stack.of(self), compiled))
        acknowledge_function(resource_of(self.function), traced=compiled.experiment.tracing)

    def _role(self) -> iam.Role:
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies=inline_policies.inline_policies(Stack.of(self), self.compiled),
        )

    def _function(self) -> lambda_.Function:
        try:
            return self._declared()
        except RuntimeError as error:
            # jsii has one class for every JavaScript error; its first words tell them apart.
            if not str(error).startswith("Insights version"):
                raise
            name, region = self.compiled.experiment.name, self.compiled.experiment.region
            raise CompileError(
                f"experiments/{name}.yaml: lambda_insights: got true in {region}, expected false, because this CDK "
                "knows no Lambda Insights there; remove the field"
            ) from error

    def _declared(self) -> lambda_.Function:
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
            # All permissions are inline, so that the role alone shows the function's permissions.
            role=self.role.without_policy_updates(),
            log_group=self.log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            # At WARN Lambda sends its report of a failure, and neither that of a success nor the start of a call
            # (Lambda Developer Guide, Log-level filtering, System log level event mapping).
            system_log_level_v2=lambda_.SystemLogLevel.WARN if experiment.log_share < 1 else None,
            tracing=lambda_.Tracing.ACTIVE if experiment.tracing else lambda_.Tracing.DISABLED,
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
