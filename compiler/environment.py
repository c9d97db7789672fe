"""The environment variables that carry an experiment's settings into its function."""

import dataclasses
import json
from collections.abc import Mapping

from reward_runtime import names

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.failure_policy import failure_variable
from compiler.experiment.shadow_check import shadow_variable
from compiler.judge.both import as_second, second_settings
from compiler.judge.settings import judge_settings
from compiler.naming import sandbox_name

MAX_ENVIRONMENT_BYTES = 4096
"""Most bytes of all names and values together (Lambda quotas: 4 KB, in aggregate)."""


def environment_of(experiment: Experiment, label: str, revision: str, questions: int) -> dict[str, str]:
    """Return the variables by name.

    ``ENV_WEIGHTS`` is set only if the experiment overrides a weight, and ``ENV_LOG_SHARE`` only if it is below 1.
    ``ENV_SHADOW``, ``ENV_SANDBOX``, ``ENV_JUDGE`` and ``ENV_SECOND_JUDGE`` are set only if the experiment has one.

    Args:
        experiment: the file's content.
        label: the experiment's name with its stage.
        revision: the first 8 hex digits of the reward hash.
        questions: questions to the judge for each sample, at least 1.
    """
    variables = {
        names.ENV_EXPERIMENT: label,
        names.ENV_REVISION: revision,
        names.ENV_REWARD: experiment.reward,
        names.ENV_REPLY: experiment.reply,
        names.ENV_ON_BAD_ROW: experiment.on_bad_row,
        names.ENV_ON_FAILURE: failure_variable(experiment),
    }
    if experiment.sandbox is not None:
        variables[names.ENV_SANDBOX] = sandbox_name(label, revision)
    if experiment.shadow is not None:
        variables[names.ENV_SHADOW] = shadow_variable(experiment)
    if experiment.log_share < 1:
        variables[names.ENV_LOG_SHARE] = repr(experiment.log_share)
    if experiment.weights:
        variables[names.ENV_WEIGHTS] = _compact(experiment.weights)
    if experiment.judge is not None:
        settings = judge_settings(experiment.judge, experiment.job, questions)
        variables[names.ENV_JUDGE] = _compact(dataclasses.asdict(settings))
    second = as_second(experiment)
    if second is not None and second.judge is not None and experiment.judge is not None:
        told = dataclasses.asdict(second_settings(second.judge, experiment.job, questions))
        share = experiment.judge.second.share if experiment.judge.second is not None else 0.0
        variables[names.ENV_SECOND_JUDGE] = _compact({**told, "share": share})
    return variables


def check_environment(variables: Mapping[str, str], experiment: Experiment) -> None:
    """Raise ``CompileError`` if all variables together exceed Lambda's limit."""
    size = sum(len(key.encode()) + len(value.encode()) for key, value in variables.items())
    if size > MAX_ENVIRONMENT_BYTES:
        raise CompileError(
            f"experiments/{experiment.name}.yaml: environment: got {size} bytes, expected at most "
            f"{MAX_ENVIRONMENT_BYTES}; set fewer weights ({len(experiment.weights)} now), and write the others in "
            f"lambda_src/rewards/{experiment.reward}.py"
        )


def _compact(values: object) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":"))
