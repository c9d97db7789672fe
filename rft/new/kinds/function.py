"""A reward function in TRL's form, as it is. Range 0..1."""

from reward_runtime.adapters import from_trl


def is_last_line(said: str, right: object) -> bool:
    """Whether the last line of a completion is its row's answer. A row without one is never right."""
    return right != "" and said.rstrip().rpartition("\n")[2].strip(" .") == right


def accuracy(completions: list[str], answer: list[object], **columns: object) -> list[bool]:
    """Return for each completion whether it is right."""
    return [is_last_line(said, right) for said, right in zip(completions, answer, strict=True)]


REWARD = from_trl(accuracy)
