"""A reward function in TRL's form, as it is. Range 0..1."""

from reward_runtime.adapters import from_trl


def ends_in(said: str, right: object) -> bool:
    """Whether a completion ends in its row's answer. A row without one is never right."""
    return isinstance(right, str) and right != "" and said.rstrip(" .\n").endswith(right)


def accuracy(completions: list[str], answer: list[object], **columns: object) -> list[bool]:
    """Return for each completion whether it is right."""
    return [ends_in(said, right) for said, right in zip(completions, answer, strict=True)]


REWARD = from_trl(accuracy)
