"""A ``Demonstration`` as JSON and as tables, and the commands that do the same in an AWS account."""

from typing import Any, Final

from compiler.compiled import CompiledExperiment

from rft.demo.demonstration import Demonstration
from rft.invoke import result
from rft.invoke.tables import distribution_table, latency_table, samples_table
from rft.local.target import home

EVENT_FILE: Final = "event.json"
"""File in the target's state folder that holds one event, to be sent in an account as it is."""

_STAND_IN: Final = "stand-in judge"
_WARNING: Final = (
    f"Judged by the {_STAND_IN} of the local target, which compares words: no model was asked. These rewards show how "
    "a response gets its reward; they do not show how good a response is."
)
_ROWS_SHOWN: Final = 8


def as_result(found: Demonstration) -> dict[str, Any]:
    """Return the demonstration as JSON; it names the stand-in judge if the experiment is judged."""
    judge = {"judge": _STAND_IN} if found.is_judged else {}
    passes = [result.as_result(each) for each in found.passes]
    return {**found.outputs.as_dict(), **judge, "passes": passes, "log_lines": found.log_lines}


def tables(found: Demonstration) -> list[Any]:
    """Return the demonstration as lines of text and tables."""
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


def commands(compiled: CompiledExperiment) -> list[str]:
    """Return the commands that bootstrap, deploy, invoke and read the logs in an AWS account."""
    region = compiled.experiment.region
    return [
        f"cdk bootstrap aws://ACCOUNT/{region}",
        f"cdk deploy {compiled.stack_name} -c experiment={compiled.experiment.name}",
        f"aws lambda invoke --region {region} --function-name FUNCTION_ARN "
        f"--payload file://{home() / EVENT_FILE} --cli-binary-format raw-in-base64-out reply.json",
        f"aws logs tail {compiled.log_group_name} --region {region} --since 10m",
    ]
