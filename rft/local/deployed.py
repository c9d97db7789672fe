"""``Deployed``: the outputs of an experiment's stack, after a deployment or later."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, cast

from botocore.exceptions import ClientError
from compiler.compiled import CompiledExperiment

from rft.failures import CallError, CheckFailed
from rft.local import cdk
from rft.local.bootstrap import ensure_bootstrapped
from rft.local.clients import client
from rft.local.target import LocalTarget

_OUTPUTS: Final = ("FunctionArn", "InvokePolicyArn", "DashboardName", "LogGroupName", "RewardHash")


@dataclass(frozen=True)
class Deployed:
    """The outputs of one deployed stack."""

    function_arn: str
    """Unqualified ARN of the current revision's function. A training job gets this ARN."""
    invoke_policy_arn: str
    """Managed policy for the role that calls the function."""
    dashboard_name: str
    """Dashboard in CloudWatch."""
    log_group_name: str
    """Log group that every revision of the experiment writes to."""
    reward_hash: str
    """64 hex digits: the hash of everything that can change a score."""

    def as_dict(self) -> dict[str, str]:
        """Return the outputs under their names in the stack."""
        return dict(zip(_OUTPUTS, asdict(self).values(), strict=True))


def deploy(target: LocalTarget, compiled: CompiledExperiment) -> tuple[Deployed, tuple[str, ...]]:
    """Deploy the experiment to the running target. Return its outputs and the warnings of its synthesis.

    A region that is new to the target is bootstrapped first.
    """
    experiment = compiled.experiment
    ensure_bootstrapped(target, experiment.region)
    done = cdk.deploy(target, experiment.region, experiment.name, compiled.stack_name)
    return read_outputs(done.outputs, compiled), done.warnings


def find_stack(target: LocalTarget, compiled: CompiledExperiment) -> Deployed | None:
    """Return the outputs of the experiment's stack. Return None if there is no such stack.

    Raises:
        CheckFailed: the stack lacks an output, for example because it is half made.
    """
    try:
        answer = client(target, "cloudformation", compiled.experiment.region).describe_stacks(
            StackName=compiled.stack_name
        )
    except ClientError as error:
        if _is_missing(error):
            return None
        raise
    outputs = {item["OutputKey"]: item["OutputValue"] for item in answer["Stacks"][0].get("Outputs", [])}
    return _from_outputs(outputs, f"stack {compiled.stack_name}")


def find(target: LocalTarget, compiled: CompiledExperiment) -> Deployed:
    """Return the outputs of the experiment's stack.

    Raises:
        CallError: the experiment is not deployed.
    """
    found = find_stack(target, compiled)
    if found is None:
        name = compiled.experiment.name
        raise CallError(f"experiment {name!r}: not deployed here; deploy it with `rft local deploy {name}`")
    return found


def read_outputs(file: Path, compiled: CompiledExperiment) -> Deployed:
    """Return the outputs of the experiment's stack from a file that ``cdk deploy --outputs-file`` wrote."""
    try:
        content: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CallError(
            f"outputs file {str(file)!r}: {error}; expected what `cdk deploy --outputs-file` writes"
        ) from None
    stack: object = cast("dict[str, object]", content).get(compiled.stack_name) if isinstance(content, dict) else None
    if not isinstance(stack, dict):
        raise CallError(f"outputs file {str(file)!r}: it holds no stack {compiled.stack_name}; deploy it first")
    return _from_outputs(cast("dict[str, Any]", stack), f"outputs file {str(file)!r}")


def _from_outputs(outputs: Mapping[str, Any], where: str) -> Deployed:
    missing = [name for name in _OUTPUTS if name not in outputs]
    if missing:
        raise CheckFailed(f"{where}: it lacks the output {', '.join(missing)}; deploy the experiment again")
    return Deployed(*(str(outputs[name]) for name in _OUTPUTS))


def _is_missing(error: ClientError) -> bool:
    detail: Mapping[str, Any] = error.response.get("Error", {})
    return detail.get("Code") == "ValidationError" and "does not exist" in str(detail.get("Message"))
