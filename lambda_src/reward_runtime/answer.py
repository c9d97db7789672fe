"""``Answer`` and its receipt, and what an extractor is.

A scan is one pass over the text: a response is as long as its author wants.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

__all__ = ["MAX_OTHERS", "Answer", "Extractor", "Normal", "Several", "Span", "chosen", "first_of", "unless_found"]

MAX_OTHERS: Final = 16
"""Most other finds that a receipt lists."""

Span = tuple[int, int]
"""Start and end of a part of the response."""

Normal = Callable[[str], Hashable | None]
"""Text -> its normal form, equal where two texts say the same; ``None`` where it says nothing."""

Several = Literal["last", "only", "first"]
"""What to do with several finds: the last or the first counts, or ``only``: none, where two say different things."""


class Answer(NamedTuple):
    """What a response says, and the receipt for it."""

    text: str
    """The answer as the response has it, without the marks around it."""
    rule: str
    """Name of the extractor that found it."""
    span: Span
    """Start and end of ``text`` in the response."""
    others: tuple[Span, ...] = ()
    """The rule's other finds in the order of the text, at most ``MAX_OTHERS``."""
    value: object = None
    """What the reward's ``accept`` read in it; scorers compare this with the reference."""


Extractor = Callable[[str, Sequence[Span]], Answer | None]
"""``extractor(response, spans)`` looks at those parts only, and answers for all of them together."""


def first_of(*extractors: Extractor) -> Extractor:
    """Try extractors in order; the first answer counts."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        for extractor in extractors:
            answer = extractor(response, spans)
            if answer is not None:
                return answer
        return None

    return extract


def unless_found(extractor: Extractor, *others: Extractor) -> Extractor:
    """Answer only where none of the others does: what they find and an earlier rule refused is not passed over."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        found = any(other(response, spans) is not None for other in others)
        return None if found else extractor(response, spans)

    return extract


def chosen(response: str, rule: str, finds: Iterable[Span], several: Several, normal: Normal) -> Answer | None:
    """Return the find that ``several`` chooses as an ``Answer``, or ``None``; ``finds`` are in the text's order."""
    spans = list(finds)
    if len(spans) == 1:
        # One find agrees with itself, and is what a response in good form has.
        start, end = spans[0]
        return Answer(response[start:end].strip(), rule, spans[0])
    if not spans or (several == "only" and not _agree(response, spans, normal)):
        return None
    start, end = spans.pop(0 if several == "first" else -1)
    others = spans[:MAX_OTHERS] if several == "first" else spans[-MAX_OTHERS:]
    return Answer(response[start:end].strip(), rule, (start, end), tuple(others))


def _agree(response: str, spans: Sequence[Span], normal: Normal) -> bool:
    """Normalises each text once, and none after the second meaning."""
    texts = dict.fromkeys(response[start:end].strip() for start, end in spans)
    meanings: set[Hashable | None] = set()
    for text in texts:
        meanings.add(normal(text))
        if len(meanings) > 1:
            return False
    return True
