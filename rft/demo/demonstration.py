"""One experiment, deployed to the local target and called: experiment -> ``Demonstration``."""

from dataclasses import dataclass
from typing import Final

from compiler.compiled import CompiledExperiment

from rft.failures import CheckFailed
from rft.invoke.event_shapes import SHAPES
from rft.invoke.invocation import Pass, invoke
from rft.invoke.result import rows_of
from rft.invoke.rows import RecordedRow
from rft.local.clients import client
from rft.local.deployed import Deployed, deploy
from rft.local.log_lines import last_lines
from rft.local.target import LocalTarget
from rft.output import warn
from rft.steps import Steps

_LEAST_INVOCATIONS: Final = 10
_MOST_JUDGED: Final = 24
"""Samples of a judged experiment: about 15 seconds, because the judge is asked at the pace of its quota."""
_LOG_LINES: Final = 6


@dataclass(frozen=True)
class Demonstration:
    """Everything that the demo found about one experiment."""

    compiled: CompiledExperiment
    outputs: Deployed
    """The outputs of the deployed stack."""
    rows: list[RecordedRow]
    """The samples that were sent; at most ``_MOST_JUDGED`` if the experiment is judged."""
    passes: list[Pass]
    """One pass per event shape; only one pass if the experiment is judged."""
    log_lines: list[str]
    """The last lines in CloudWatch Logs."""

    @property
    def is_judged(self) -> bool:
        """True if a judge gave some of the rewards."""
        return self.compiled.experiment.judge is not None


def demonstrate(running: LocalTarget, compiled: CompiledExperiment, steps: Steps) -> Demonstration:
    """Deploy the experiment, send its samples in each event shape, and read its log.

    Raises:
        CheckFailed: a step failed, or two event shapes earned different rewards.
    """
    experiment = compiled.experiment
    rows = rows_of(compiled)[: _MOST_JUDGED if experiment.judge else None]
    with steps.step(f"cdk deploy {compiled.stack_name}"):
        outputs, warnings = deploy(running, compiled)
    for warning in warnings:
        warn(warning)
    lambda_client = client(running, "lambda", experiment.region)
    passes: list[Pass] = []
    for shape in list(SHAPES.values())[: 1 if experiment.judge else None]:
        with steps.step(f"invoke {len(rows)} samples as {shape.name} ({shape.sends})"):
            least = 1 if experiment.judge else _LEAST_INVOCATIONS
            passes.append(invoke(lambda_client, outputs.function_arn, shape, rows, least))
    _check_shapes_agree(passes)
    with steps.step("read CloudWatch Logs"):
        lines = last_lines(client(running, "logs", experiment.region), outputs.log_group_name, _LOG_LINES)
    return Demonstration(compiled, outputs, rows, passes, lines)


def _check_shapes_agree(passes: list[Pass]) -> None:
    """Check that the same rows earn the same rewards on every platform."""
    first, *others = passes
    for other in others:
        pairs = zip(first.scores, other.scores, strict=True)
        differing = [here.row_id for here, there in pairs if here.reward != there.reward]
        if differing:
            raise CheckFailed(
                f"rewards: {len(differing)} samples, {differing[0]!r} first, earn another reward as "
                f"{other.shape} than as {first.shape}, expected the same; compare them with `rft invoke --road ROAD`"
            )
