"""Why a line of a graph has no points."""

from collections.abc import Mapping
from typing import Final

from compiler.alarms.expression.tree import Binary, Call, Id, Node, Number
from compiler.alarms.simulator.metric_maths import Series
from compiler.telemetry.log_metrics import FAILED_MILLIS, TIMEOUTS
from reward_runtime.names import METRICS, NAMESPACE

__all__ = ["NOT_IN_LOGS", "enough", "of_expression", "of_metric"]

NOT_IN_LOGS: Final = "no log holds this: CloudWatch alone counts it"
_FROM_REPORTS: Final = {FAILED_MILLIS.name: "failed", TIMEOUTS.name: "ended at its timeout"}
_OCCASIONS: Final = {"each group": "two or more responses to one prompt in one batch"}


def of_metric(namespace: str, name: str) -> str:
    """Return why a log holds no value of the metric."""
    if namespace == NAMESPACE:
        when = METRICS[name].when if name in METRICS else "each sample"
        return f"this log has none: a value comes with {_OCCASIONS.get(when, when)}"
    if name in _FROM_REPORTS:
        return f"by this log, no invocation {_FROM_REPORTS[name]}"
    return NOT_IN_LOGS


def of_expression(tree: Node, named: Mapping[str, Series], absent: Mapping[str, str], period: int) -> str:
    """Return why an expression has no value.

    Args:
        tree: the expression.
        named: the series of its metrics.
        absent: why each of them would have no value.
        period: seconds of a datapoint.
    """
    for id_, series in named.items():
        if all(point is None for point in series):
            return absent[id_]
    least = enough(tree)
    return f"fewer than {least} samples in {period // 60} minutes" if least else "its metrics never meet in one period"


def enough(tree: Node) -> int | None:
    """Return the least number of samples in ``IF(n >= LEAST, ...)``; None for an expression of another form."""
    match tree:
        case Call("IF", (Binary(">=", Id("n"), Number(least)), *_)):
            return int(least)
        case _:
            return None
