"""The function that runs programs: CompiledExperiment -> a function whose role may write to its own log alone."""

from aws_cdk import AssetHashType, Duration, Fn, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from compiler.compiled import CompiledExperiment
from compiler.network.isolated import ISOLATED_GROUP, ISOLATED_SUBNETS
from compiler.sandbox.build import build_sandbox
from compiler.sandbox.digest import sandbox_digest
from constructs import Construct

from stacks.arn import arn
from stacks.checks.acknowledged import acknowledge_function, acknowledge_role
from stacks.function.inline_policies import any_ec2, any_interface, logs_policy, network_policy
from stacks.resource import resource_of

__all__ = ["MEMORY_MB", "TIMEOUT_SECONDS", "SandboxFunction"]

MEMORY_MB = 1769
"""One whole processor (Lambda Developer Guide, Configure Lambda function memory), so it starts no worker processes."""
TIMEOUT_SECONDS = 60
"""Eight programs that never end take 16 s of a processor, and some 32 s if Lambda's is half as fast."""
OTHER_PYTHONS = [f"**/*.cpython-3{minor}.pyc" for minor in (11, 12, 14)]
"""Bytecode that this machine may have written beside the code when it imported it."""


class SandboxFunction(Construct):
    """The outer wall: a program that gets this far has no right to anything."""

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment) -> None:
        """Declare log group, role and function of ``compiled``, which must have a sandbox."""
        super().__init__(scope, construct_id)
        self.compiled = compiled
        self.log_group = self._log_group()
        group = compiled.sandbox_log_group_name
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"Logs": logs_policy(Stack.of(self), group), **self._network_policies()},
        )
        self.function = self._function()
        self._attach_to_network()
        network = [any_interface(Stack.of(self)), any_ec2(Stack.of(self))] if self._isolated else []
        acknowledge_role(resource_of(self.role), [arn(Stack.of(self), "logs", f"log-group:{group}:*"), *network])
        acknowledge_function(resource_of(self.function), traced=False)

    @property
    def _isolated(self) -> bool:
        sandbox = self.compiled.experiment.sandbox
        return sandbox is not None and sandbox.isolated_network

    def _network_policies(self) -> dict[str, iam.PolicyDocument]:
        """Return the rights that Lambda needs to attach the function; its own code is denied them."""
        if not self._isolated:
            return {}
        stack = Stack.of(self)
        attached = [arn(stack, "ec2", f"subnet/{Fn.import_value(each)}") for each in ISOLATED_SUBNETS]
        attached.append(arn(stack, "ec2", f"security-group/{Fn.import_value(ISOLATED_GROUP)}"))
        return {"Network": network_policy(stack, self.compiled.sandbox_name, attached)}

    def _attach_to_network(self) -> None:
        if self._isolated:
            subnets = [Fn.import_value(each) for each in ISOLATED_SUBNETS]
            attached = {"SubnetIds": subnets, "SecurityGroupIds": [Fn.import_value(ISOLATED_GROUP)]}
            resource_of(self.function).add_property_override("VpcConfig", attached)

    def _log_group(self) -> logs.LogGroup:
        experiment = self.compiled.experiment
        key_arn = experiment.log_kms_key_arn
        group = logs.LogGroup(
            self,
            "LogGroup",
            log_group_name=self.compiled.sandbox_log_group_name,
            encryption_key=kms.Key.from_key_arn(self, "LogKey", key_arn) if key_arn else None,
            removal_policy=RemovalPolicy.DESTROY,
        )
        resource_of(group).add_property_override("RetentionInDays", experiment.log_retention_days)
        return group

    def _function(self) -> lambda_.Function:
        sandbox = self.compiled.experiment.sandbox
        return lambda_.Function(
            self,
            "Function",
            function_name=self.compiled.sandbox_name,
            description=f"Runs the programs of {self.compiled.function_name}",
            runtime=lambda_.Runtime("python3.13", lambda_.RuntimeFamily.PYTHON),
            architecture=lambda_.Architecture.X86_64,
            handler="sandbox.handler.lambda_handler",
            # By the digest of the inputs, because two builds of one component differ: see ``sandbox_digest``.
            code=lambda_.Code.from_asset(
                str(build_sandbox()),
                asset_hash=sandbox_digest(),
                asset_hash_type=AssetHashType.CUSTOM,
                exclude=OTHER_PYTHONS,
            ),
            memory_size=MEMORY_MB,
            timeout=Duration.seconds(TIMEOUT_SECONDS),
            role=self.role.without_policy_updates(),
            log_group=self.log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            system_log_level_v2=lambda_.SystemLogLevel.WARN,
            tracing=lambda_.Tracing.DISABLED,
            recursive_loop=lambda_.RecursiveLoop.TERMINATE,
            reserved_concurrent_executions=None if sandbox is None else sandbox.reserved_concurrency,
        )
