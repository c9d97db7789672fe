"""The names of an experiment's resources, from its name, its stage and its revision.

A name that is global to an account also holds the region. In a name of several parts the experiment's name cannot be
mistaken for the part after it: that is a revision, a region, a word of ``RESERVED``, or it follows a slash.
"""

import re
from collections.abc import Iterable

from compiler.errors import CompileError, quoted

MAX_NAME_CHARS = 64
"""Longest function name (Lambda API reference, CreateFunction)."""
REVISION_CHARS = 8
RESERVED = re.compile(r"-(?:base|[0-9a-f]{8})$")
"""The end of a name that would make an experiment's stack another experiment's: see ``base_stack_name`` and below."""
_STAGE = re.compile(r"[a-z][a-z0-9]{0,11}")


def label(experiment: str, stage: str | None) -> str:
    """Return ``[<stage>-]<experiment>``.

    Raises:
        CompileError: the stage is not a lower-case word of at most 12 letters and digits.
    """
    if stage is None:
        return experiment
    if not _STAGE.fullmatch(stage):
        raise CompileError(
            f"stage: got {quoted(stage)}, expected 1 to 12 lower-case letters and digits, a letter first; "
            "pass another one with -c stage=NAME"
        )
    return f"{stage}-{experiment}"


def check_label_is_free(experiment: str, stage: str | None, experiments: Iterable[str]) -> None:
    """Raise ``CompileError`` if another experiment already has the staged name.

    Two stages never meet: a stage holds no hyphen, so the first one ends it.
    """
    taken = label(experiment, stage)
    if stage is not None and taken in set(experiments):
        raise CompileError(
            f"stage {stage!r}: experiment {experiment!r} would be named {taken!r}, "
            f"as experiments/{taken}.yaml is already, expected a name of its own; "
            "choose another stage or rename one of them"
        )


def function_name(label: str, revision: str) -> str:
    """Return the function's name; SageMaker requires its prefix, exact case."""
    return f"SageMaker-reward-{label}-{revision}"


def sandbox_name(label: str, revision: str) -> str:
    """Return the name of the function that runs a revision's programs.

    It has no ``SageMaker`` in it, because AWS's managed policies let jobs invoke every function that does.
    """
    return f"nova-reward-{label}-{revision}-sandbox"


def sandbox_log_group_name(label: str, revision: str) -> str:
    """Return the name of that function's log group. It comes and goes with the revision."""
    return f"/nova-reward/{label}/sandbox-{revision}"


def evaluator_name(label: str, revision: str) -> str:
    """Return the name of the Evaluator under which serverless jobs know the function."""
    return f"{label}-{revision}"


def function_pattern(label: str) -> str:
    """Return the pattern, for an IAM resource, of every revision of this experiment and of nothing else."""
    return f"SageMaker-reward-{label}-{'?' * REVISION_CHARS}"


def log_group_name(label: str) -> str:
    """Return the name of the log group that all revisions share."""
    return f"/nova-reward/{label}"


def stack_name(label: str) -> str:
    """Return the name of the stack that points to the current revision: alarms, dashboard, queries, outputs."""
    return f"NovaReward-{label}"


def base_stack_name(label: str) -> str:
    """Return the name of the stack that outlives every revision: log group, invoke policy, topic."""
    return f"NovaReward-{label}-base"


def revision_stack_name(label: str, revision: str) -> str:
    """Return the name of one revision's stack: function, role, layers."""
    return f"NovaReward-{label}-{revision}"


def roles_stack_name(label: str) -> str:
    """Return the name of the opt-in stack with the roles of jobs; no experiment's stack begins like it."""
    return f"NovaRewards-roles-{label}"


def role_output(kind: str) -> str:
    """Return the name of that stack's output for the role of one kind of jobs."""
    return f"{kind.capitalize()}RoleArn"


def invoke_policy_name(region: str, label: str) -> str:
    """Return the name of the policy that lets a job call every revision; policies are global to an account."""
    return f"nova-reward-{region}-{label}-invoke"


def dashboard_name(region: str, label: str) -> str:
    """Return the dashboard's name; dashboards are global to an account."""
    return f"nova-reward-{label}-{region}"


def topic_name(label: str) -> str:
    """Return the name of the topic that alarms send to."""
    return f"nova-reward-{label}"


def layer_name(label: str, layer: str) -> str:
    """Return the name of a layer's versions."""
    return f"nova-reward-{label}-{layer}"


def query_name(folder: str, query: str) -> str:
    """Return a saved query's name in the console, in which the slashes make folders; one folder is an experiment's."""
    return f"nova-reward/{folder}/{query}"


def alarm_prefix(label: str) -> str:
    """Return the beginning of the name of each of the experiment's alarms, and of no other's."""
    return f"nova-reward/{label}/"


def check_label(label: str, experiment: str) -> None:
    """Raise ``CompileError`` if the experiment's stack would have the name of another experiment's."""
    found = RESERVED.search(label)
    if found:
        raise CompileError(
            f"experiments/{experiment}.yaml: name: got {label!r}, expected no end like {found[0]!r}, because "
            f"{stack_name(label)} is a stack of the experiment {label[: found.start()]!r}; rename the file"
        )


def check_length(name: str, experiment: str, stage: str | None) -> None:
    """Raise ``CompileError`` if the function's ``name`` is longer than AWS allows.

    Args:
        name: the whole name.
        experiment: the experiment's name, the part to shorten if there is no stage.
        stage: the stage, if there is one.
    """
    excess = len(name) - MAX_NAME_CHARS
    if excess <= 0:
        return
    parts = f"the experiment's name {experiment!r}"
    if stage is not None:
        parts += f" or the stage {stage!r}"
    raise CompileError(
        f"function name: got {name!r} ({len(name)} characters), expected at most {MAX_NAME_CHARS}; "
        f"shorten {parts} by {excess}"
    )
