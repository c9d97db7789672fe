"""Parts of a response, marked in its text."""

from reward_runtime.answer import Normalize, Span

__all__ = ["part_of", "reads", "texts"]


def part_of(marked: str) -> tuple[str, Span]:
    """Return the response, and the part of it that stands between ``⟦`` and ``⟧``."""
    before, _, rest = marked.partition("⟦")
    inside, _, after = rest.partition("⟧")
    return before + inside + after, (len(before), len(before) + len(inside))


def reads(*readable: str) -> Normalize:
    """Return a normal form that knows these texts alone."""
    return lambda text: text if text in readable else None


def texts(response: str, spans: object) -> list[str]:
    """Return the texts of spans."""
    assert isinstance(spans, list | tuple)
    return [response[slice(*span)] for span in spans]
