"""A new user's hour: deploy, look, fork, a deployment that fails, corrected, reverted, pruned."""

from collections.abc import Callable
from typing import Final

from smoke.deployments import failing_deployment, first_deployment, fork, mended_deployment, pruned, reverted
from smoke.hour import Hour
from smoke.looks import alarms, check, doctor, drift, logs, metrics, queries

Step = Callable[[Hour], str]
STEPS: Final[tuple[Step, ...]] = (
    doctor,
    first_deployment,
    logs,
    metrics,
    alarms,
    fork,
    failing_deployment,
    mended_deployment,
    reverted,
    drift,
    pruned,
)
"""In this order. ``taken_down`` follows them whatever happens."""
IN_AWS: Final = (*STEPS[:2], check, *STEPS[2:4], queries, *STEPS[4:])
"""The local target runs no queries, and there a rehearsed job makes the checks (``tests/e2e/rehearsal.py``)."""
