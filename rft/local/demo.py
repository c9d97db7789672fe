"""`rft demo`: deploy a reward on this machine, call it as each platform does, and show what came back."""

import json
from dataclasses import dataclass
from typing import Any, Final

from compiler.compiled import CompiledExperiment

from rft.arguments import ExperimentArgument, JsonOption
from rft.failures import CheckFailed
from rft.invoke.event_shapes import SHAPES
from rft.invoke.invocation import Pass
from rft.invoke.rows import Row
from rft.invoke.scoring import as_result, rows_of, score_rows
from rft.invoke.tables import distribution_table, latency_table, samples_table
from rft.local import cdk
from rft.local.clients import client
from rft.local.deployed import Deployed
from rft.local.log_lines import last_lines
from rft.local.target import Target, home
from rft.local.temporary_target import temporary_target
from rft.local.verb import deploy_to
from rft.output import show
from rft.repository import chosen
from rft.steps import Steps

_JUDGED: Final = "similarity"
"""The experiment that is shown beside one without a judge."""
_STAND_IN: Final = "stand-in judge"
_WARNING: Final = (
    f"Judged by the {_STAND_IN} of the local target, which compares words: no model was asked, so what these rewards "
    "show is the way from a response to its reward, not what a response is worth."
)
_LEAST_INVOCATIONS: Final = 10
_MOST_JUDGED: Final = 24
"""Samples that a judge is asked about, as it is asked at the pace of its quota: some 15 seconds."""
_ROWS_SHOWN: Final = 8
_LOG_LINES: Final = 6
_EVENT_FILE: Final = "event.json"


@dataclass(frozen=True)
class Demonstration:
    """Everything the demo found of one experiment."""

    compiled: CompiledExperiment
    outputs: Deployed
    """The deployed stack's outputs."""
    rows: list[Row]
    """The samples that were sent; of a judged experiment ``_MOST_JUDGED`` at most."""
    passes: list[Pass]
    """One per event shape; of a judged experiment one alone."""
    log_lines: list[str]
    """The last lines that CloudWatch Logs held."""

    @property
    def is_judged(self) -> bool:
        """Whether a judge stood behind the rewards."""
        return self.compiled.experiment.judge is not None


def demo(experiment: ExperimentArgument = None, as_json: JsonOption = False) -> None:
    """Deploy, call by ARN and read logs on this machine, a judged experiment too; ends what it started."""
    first, steps = chosen(experiment), Steps()
    wanted = [first] if first.experiment.judge else [first, chosen(_JUDGED)]
    cdk.find()
    with temporary_target(steps) as running:
        for region in sorted({each.experiment.region for each in wanted}):
            with steps.step(f"cdk bootstrap ({region})"):
                cdk.bootstrap(running, region)
        found = [_demonstrate(running, each, steps) for each in wanted]
        events = SHAPES["training-job"].build(found[0].rows)
        (running.home / _EVENT_FILE).write_text(json.dumps(events[0]), "utf-8")
    commands = _commands(first)
    result = _as_result(found[0]) | {"commands_in_an_account": commands}
    if len(found) > 1:
        result["judged"] = _as_result(found[1])
    in_account = ["The same in an AWS account:", *(f"  {line}" for line in commands)]
    show(result, as_json, *(part for each in found for part in _tables(each)), *in_account)


def _demonstrate(running: Target, compiled: CompiledExperiment, steps: Steps) -> Demonstration:
    experiment = compiled.experiment
    rows = rows_of(compiled)[: _MOST_JUDGED if experiment.judge else None]
    with steps.step(f"cdk deploy {compiled.stack_name}"):
        outputs = deploy_to(running, compiled)
    passes: list[Pass] = []
    for shape in list(SHAPES.values())[: 1 if experiment.judge else None]:
        with steps.step(f"invoke {len(rows)} samples as {shape.name} ({shape.sends})"):
            least = 1 if experiment.judge else _LEAST_INVOCATIONS
            passes.append(score_rows(running, compiled, outputs.function_arn, shape, rows, least))
    _check_shapes_agree(passes)
    with steps.step("read CloudWatch Logs"):
        lines = last_lines(client(running, "logs", experiment.region), outputs.log_group_name, _LOG_LINES)
    return Demonstration(compiled, outputs, rows, passes, lines)


def _as_result(found: Demonstration) -> dict[str, Any]:
    judge = {"judge": _STAND_IN} if found.is_judged else {}
    passes = [as_result(each) for each in found.passes]
    return {**found.outputs.as_dict(), **judge, "passes": passes, "log_lines": found.log_lines}


def _check_shapes_agree(passes: list[Pass]) -> None:
    """The same rows must earn the same rewards on every platform."""
    first, *others = passes
    for other in others:
        pairs = zip(first.scores, other.scores, strict=True)
        differing = [here.row_id for here, there in pairs if here.reward != there.reward]
        if differing:
            raise CheckFailed(
                f"rewards: {len(differing)} samples, {differing[0]!r} first, earn another reward as "
                f"{other.shape} than as {first.shape}, expected the same; compare them with "
                f"`rft local invoke --shape {other.shape}`"
            )


def _tables(found: Demonstration) -> list[Any]:
    first = found.passes[0]
    agreed = "Every event shape earned each sample the same reward."
    return [
        *(f"{name}: {value}" for name, value in found.outputs.as_dict().items()),
        *([_WARNING] if found.is_judged else []),
        samples_table(found.rows, first.scores, min(len(found.rows), _ROWS_SHOWN)),
        distribution_table([score.reward for score in first.scores]),
        latency_table(found.passes),
        *([agreed] if len(found.passes) > 1 else []),
        f"Last lines in {found.outputs.log_group_name}:",
        *(f"  {line}" for line in found.log_lines),
        "",
    ]


def _commands(compiled: CompiledExperiment) -> list[str]:
    region = compiled.experiment.region
    return [
        f"cdk bootstrap aws://ACCOUNT/{region}",
        f"cdk deploy {compiled.stack_name} -c experiment={compiled.experiment.name}",
        f"aws lambda invoke --region {region} --function-name FUNCTION_ARN "
        f"--payload file://{home() / _EVENT_FILE} --cli-binary-format raw-in-base64-out reply.json",
        f"aws logs tail {compiled.log_group_name} --region {region} --since 10m",
    ]
