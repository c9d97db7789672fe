"""The role under which a job runs: found in the opt-in stack, and its tasks."""

from typing import Final

from botocore.exceptions import ClientError
from compiler import naming
from compiler.roles.job_roles import JobKind

from rft.failures import CallError
from rft.invoke.callee import Callee
from rft.job.order import Order
from rft.lifecycle.place import Place
from rft.road import Road, Way

__all__ = ["found_role", "runs_under"]

_KINDS: Final[dict[Road, JobKind]] = {
    Road.BEDROCK: "bedrock",
    Road.TRAINING: "training",
    Road.EVALUATION: "training",
    Road.SERVERLESS: "serverless",
    Road.SERVERLESS_OPEN_WEIGHT: "serverless",
}
"""Roads whose jobs run under a role that is sent with them."""


def found_role(callee: Callee | None, road: Road, way: Way | None) -> str:
    """Return the role of the experiment's stack of roles.

    Raises:
        CallError: there is none, so that the caller has to name one.
    """
    kind, how = "scorer" if way is Way.CUSTOM_SCORER else _KINDS.get(road), "give it with --role ARN"
    if kind is None:
        raise CallError(f"--role: got none, expected the role that calls the function on {road.value}; {how}")
    if callee is None or callee.place.name == "local":
        raise CallError(f"--role: got none, expected the ARN of the role under which the job runs; {how}")
    name = naming.roles_stack_name(callee.compiled.label)
    arn = _output(callee.place, name, naming.role_output(kind))
    if arn is None:
        raise CallError(
            f"--role: got none, and no stack {name} with a role for {kind} jobs; {how}, or deploy the one of "
            f"roles/{callee.compiled.experiment.name}.yaml, see docs/roads/roles.md"
        )
    return arn


def _output(place: Place, stack: str, output: str) -> str | None:
    try:
        (found,) = place.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return next((str(each["OutputValue"]) for each in found.get("Outputs", []) if each["OutputKey"] == output), None)


def runs_under(road: Road, order: Order) -> str:
    """Return the roles and their tasks, in a sentence."""
    if road is Road.BEDROCK_OPEN_WEIGHT:
        return "The job calls the function as whoever submits it, who needs Mantle's policy and the invoke policy."
    if road is Road.HYPERPOD:
        return f"The cluster's execution role calls the function and reads {order.data}; it needs the invoke policy."
    return (
        f"Under {order.role} the job reads {order.data}, writes to {order.output}, and calls the function by the "
        "experiment's invoke policy."
    )
