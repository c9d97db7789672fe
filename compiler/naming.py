"""The names of what an experiment deploys, from its name, its stage and its revision."""

import re
from collections.abc import Iterable

from compiler.errors import CompileError, quoted

MAX_NAME_CHARS = 64
"""Longest function name (Lambda API reference, CreateFunction) and role name (IAM quotas)."""
REVISION_CHARS = 8
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


def function_pattern(label: str) -> str:
    """Return the pattern, for an IAM resource, of every revision of this experiment and of nothing else."""
    return f"SageMaker-reward-{label}-{'?' * REVISION_CHARS}"


def role_name(region: str, label: str, revision: str) -> str:
    """Return the role's name; it holds the region as roles are global to an account."""
    return f"reward-{region}-{label}-{revision}"


def log_group_name(label: str) -> str:
    """Return the name of the log group that all revisions share."""
    return f"/nova-reward/{label}"


def stack_name(label: str) -> str:
    """Return the CloudFormation stack's name."""
    return f"NovaReward-{label}"


def check_length(what: str, name: str, experiment: str, stage: str | None) -> None:
    """Raise ``CompileError`` if ``name`` is longer than AWS allows.

    Args:
        what: what bears the name, such as ``function``.
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
        f"{what} name: got {name!r} ({len(name)} characters), expected at most {MAX_NAME_CHARS}; "
        f"shorten {parts} by {excess}"
    )
