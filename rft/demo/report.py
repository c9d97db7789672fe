"""A ``Demonstration`` as JSON and as tables, and the commands that come next."""

import shlex
from typing import Any, Final

from compiler.compiled import CompiledExperiment
from rich.console import RenderableType

from rft.demo.demonstration import Demonstration
from rft.demo.log_excerpt import log_excerpt
from rft.invoke import result
from rft.invoke.samples_table import samples_table
from rft.invoke.slowness import slowness
from rft.invoke.tables import distribution_table, latency_table
from rft.local.stand_in import WARNING, judge_on_target
from rft.local.target import home
from rft.output import printable

EVENT_FILE: Final = "event.json"
"""File in the target's state folder that holds one event, to be sent in an account as it is."""

_ROWS_SHOWN: Final = 8


def as_result(found: Demonstration) -> dict[str, Any]:
    """Return the demonstration as JSON; it names the stand-in judge if the experiment is judged."""
    judge = judge_on_target(found.compiled)
    passes = [result.as_result(each) for each in found.passes]
    told = {"judge": judge} if judge else {}
    return {**found.outputs.as_dict(), **told, "passes": passes, "log_lines": found.log_lines}


def tables(found: Demonstration) -> list[RenderableType]:
    """Return the demonstration as lines of text and tables."""
    first = found.passes[0]
    experiment = found.compiled.experiment
    agreed = "Every event shape earned each sample the same reward."
    return [
        f"=== {experiment.name}: {printable(experiment.description)}",
        *(f"{name}: {value}" for name, value in found.outputs.as_dict().items()),
        *([WARNING] if found.is_judged else []),
        samples_table(found.rows, first.scores, min(len(found.rows), _ROWS_SHOWN)),
        distribution_table([score.reward for score in first.scores]),
        latency_table(found.passes),
        *slowness(found.compiled, first),
        *([agreed] if len(found.passes) > 1 else []),
        f"The newest log line of each kind in {found.outputs.log_group_name}:",
        log_excerpt(found.log_lines),
    ]


def commands(compiled: CompiledExperiment) -> list[str]:
    """Return the commands that bootstrap, deploy, invoke and read the logs in an AWS account."""
    region = compiled.experiment.region
    payload = shlex.quote(f"file://{home() / EVENT_FILE}")
    return [
        f"cdk bootstrap aws://ACCOUNT/{region}",
        f"cdk deploy {compiled.stack_name} -c experiment={compiled.experiment.name}",
        f"aws lambda invoke --region {region} --function-name FUNCTION_ARN "
        f"--payload {payload} --cli-binary-format raw-in-base64-out reply.json",
        f"aws logs tail {compiled.log_group_name} --region {region} --since 10m",
    ]


def closing(compiled: CompiledExperiment) -> list[RenderableType]:
    """Return the last lines: the same in an account, and the next three commands on this machine."""
    name = compiled.experiment.name
    told = {
        f"rft score {name}": "scores its samples, or a file of yours; nothing is deployed",
        "rft local up": "starts a target that stays",
        f"rft local deploy {name}": f"deploys into it; then try `rft invoke {name}`",
    }
    width = max(map(len, told))
    return [
        "The same in an AWS account:",
        *(f"  {line}" for line in commands(compiled)),
        "",
        "Next, after `source .venv/bin/activate`:",
        *(f"  {command:<{width}}  {use}" for command, use in told.items()),
    ]
