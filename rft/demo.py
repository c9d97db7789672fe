"""`rft demo`: deploy a reward on this machine, call it as each platform does, and show what came back."""

import json
from dataclasses import dataclass
from typing import Any, Final

from compiler.compiled import CompiledExperiment

from rft import cdk
from rft.arguments import ExperimentArgument, JsonOption
from rft.clients import client
from rft.deployed import Deployed
from rft.event_shapes import SHAPES
from rft.failures import CheckFailed
from rft.invocation import Pass
from rft.local import deploy_to
from rft.log_lines import last_lines
from rft.output import show
from rft.repository import chosen
from rft.rows import Row
from rft.scoring import as_result, rows_of, score_rows
from rft.steps import Steps
from rft.tables import distribution_table, latency_table, samples_table
from rft.target import Target, home
from rft.temporary_target import temporary_target

_LEAST_INVOCATIONS: Final = 10
_ROWS_SHOWN: Final = 8
_LOG_LINES: Final = 6
_EVENT_FILE: Final = "event.json"


@dataclass(frozen=True)
class Demonstration:
    """Everything one run of the demo found."""

    outputs: Deployed
    """The deployed stack's outputs."""
    rows: list[Row]
    """The samples that were sent."""
    passes: list[Pass]
    """One per event shape."""
    log_lines: list[str]
    """The last lines that CloudWatch Logs held."""


def demo(experiment: ExperimentArgument = None, as_json: JsonOption = False) -> None:
    """Deploy, call by ARN and read logs on this machine; ends what it started."""
    compiled, steps = chosen(experiment), Steps()
    rows = rows_of(compiled)
    cdk.find()
    with temporary_target(steps) as running:
        found = _demonstrate(running, compiled, rows, steps)
    commands = _commands(compiled)
    result = {
        **found.outputs.as_dict(),
        "passes": [as_result(each) for each in found.passes],
        "log_lines": found.log_lines,
        "commands_in_an_account": commands,
    }
    in_account = ["", "The same in an AWS account:", *(f"  {line}" for line in commands)]
    show(result, as_json, *_tables(found), *in_account)


def _demonstrate(running: Target, compiled: CompiledExperiment, rows: list[Row], steps: Steps) -> Demonstration:
    region = compiled.experiment.region
    with steps.step("cdk bootstrap"):
        cdk.bootstrap(running, region)
    with steps.step(f"cdk deploy {compiled.stack_name}"):
        outputs = deploy_to(running, compiled)
    passes: list[Pass] = []
    for shape in SHAPES.values():
        with steps.step(f"invoke {len(rows)} samples as {shape.name} ({shape.sends})"):
            passes.append(score_rows(running, compiled, outputs.function_arn, shape, rows, _LEAST_INVOCATIONS))
    _check_shapes_agree(passes)
    (running.home / _EVENT_FILE).write_text(json.dumps(SHAPES["training-job"].build(rows)[0]), "utf-8")
    with steps.step("read CloudWatch Logs"):
        lines = last_lines(client(running, "logs", region), outputs.log_group_name, _LOG_LINES)
    return Demonstration(outputs, rows, passes, lines)


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
    return [
        *(f"{name}: {value}" for name, value in found.outputs.as_dict().items()),
        samples_table(found.rows, first.scores, min(len(found.rows), _ROWS_SHOWN)),
        distribution_table([score.reward for score in first.scores]),
        latency_table(found.passes),
        "Every event shape earned each sample the same reward.",
        f"Last lines in {found.outputs.log_group_name}:",
        *(f"  {line}" for line in found.log_lines),
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
