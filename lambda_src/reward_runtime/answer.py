"""The answer in a response: ``Match``, ``Answer``, and the ``Extractor`` that finds one.

response -> extractor -> Match -> the reward's kind of answer parses its text -> Answer

A response is as long as its author wants, so every extractor reads it in one pass.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, NamedTuple, TypeVar

__all__ = [
    "ANSWER",
    "MAX_OTHER_MATCHES",
    "UNDECIDED",
    "Answer",
    "Extractor",
    "Find",
    "Match",
    "Normalize",
    "OnConflict",
    "Span",
    "chosen",
    "first_of",
]

A_co = TypeVar("A_co", covariant=True)

ANSWER: Final = "{answer}"
"""The place of the answer in a response template."""
MAX_OTHER_MATCHES: Final = 16
"""Most other matches that a receipt lists."""

Span = tuple[int, int]
"""Start and end of a part of the response."""

Normalize = Callable[[str], Hashable | None]
"""Text -> its normal form, ``None`` if it says nothing. Two texts say the same if their normal forms are equal."""

OnConflict = Literal["none", "first", "last"]
"""Which of several matches counts: the first, the last, or ``none`` if two of them say different things."""


class Match(NamedTuple):
    """The text that an extractor found, and the receipt for it."""

    text: str
    """The answer as the response has it, without the marks around it."""
    rule: str
    """Name of the extractor that found it."""
    span: Span
    """Start and end of ``text`` in the response."""
    other_matches: tuple[Span, ...] = ()
    """The rule's other matches in the order of the text, at most ``MAX_OTHER_MATCHES``."""

    def means(self, value: A_co) -> "Answer[A_co]":  # pyright: ignore[reportGeneralTypeIssues] - it is read only
        """Return the answer whose value this is."""
        return Answer(self.text, self.rule, self.span, self.other_matches, value)


UNDECIDED: Final = Match("", "", (0, 0))
"""Stands for an answer that contradicts itself. A rule that finds one has spoken, so no weaker rule is asked."""


class Answer(NamedTuple, Generic[A_co]):
    """A match, and the value that the reward's kind of answer parsed from it."""

    text: str
    """See ``Match``, as for the next three."""
    rule: str
    span: Span
    other_matches: tuple[Span, ...]
    value: A_co
    """The result of ``AnswerKind.parse``; scorers compare this with the reference."""


Find = Callable[[str, Sequence[Span], Normalize], Match | None]
"""``find(response, spans, normalize)`` looks at those parts only, and answers for all of them together: with a match,
with ``None`` if it finds nothing, or with ``UNDECIDED``."""


@dataclass(frozen=True)
class Extractor:
    """One way to find the answer in a response."""

    find: Find
    template: str = ANSWER
    """A response in the form that this extractor looks for, with ``{answer}`` once; empty if unknown."""

    def __call__(
        self, response: str, spans: Sequence[Span] | None = None, normalize: Normalize = str.casefold
    ) -> Match | None:
        """Return the answer in the parts ``spans`` of the response, or ``None``; all of it if none are given."""
        match = self.find(response, [(0, len(response))] if spans is None else spans, normalize)
        return None if match is UNDECIDED else match


def first_of(*extractors: Extractor) -> Extractor:
    """Try extractors in order; the first with a match counts. The requested form is that of the first one.

    If the matches of one contradict each other, the search ends without an answer.
    """

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        for extractor in extractors:
            match = extractor.find(response, spans, normalize)
            if match is not None:
                return match
        return None

    return Extractor(find, next((each.template for each in extractors if each.template), ""))


def chosen(
    response: str, rule: str, matches: Iterable[Span], on_conflict: OnConflict, normalize: Normalize
) -> Match | None:
    """Return the match that ``on_conflict`` chooses; ``matches`` are in the order of the text.

    Return ``None`` if there are none, and ``UNDECIDED`` if ``on_conflict`` is ``none`` and they differ.
    """
    spans = list(matches)
    if len(spans) == 1:
        # One match agrees with itself, and a response in good form has one.
        start, end = spans[0]
        return Match(response[start:end].strip(), rule, spans[0])
    if not spans:
        return None
    if on_conflict == "none" and not _agree(response, spans, normalize):
        return UNDECIDED
    start, end = spans.pop(0 if on_conflict == "first" else -1)
    others = spans[:MAX_OTHER_MATCHES] if on_conflict == "first" else spans[-MAX_OTHER_MATCHES:]
    return Match(response[start:end].strip(), rule, (start, end), tuple(others))


def _agree(response: str, spans: Sequence[Span], normalize: Normalize) -> bool:
    """Normalize each text once, and none after the second meaning."""
    texts = dict.fromkeys(response[start:end].strip() for start, end in spans)
    meanings: set[Hashable | None] = set()
    for text in texts:
        meanings.add(normalize(text))
        if len(meanings) > 1:
            return False
    return True
