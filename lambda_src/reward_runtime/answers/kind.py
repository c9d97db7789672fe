"""``AnswerKind``: how answers are parsed, compared and written out. A reward names its kind once."""

from collections.abc import Callable, Hashable, Iterable
from typing import Final, NamedTuple, Protocol, TypeVar, cast, runtime_checkable

from reward_runtime.answer import Extractor, Match
from reward_runtime.errors import ScorerError, guarded
from reward_runtime.extract.whole import whole_text

__all__ = ["HOSTILE", "AnswerKind", "Compare", "Grade", "Result", "wrong"]

A = TypeVar("A")
R = TypeVar("R")
A_contra = TypeVar("A_contra", contravariant=True)
R_contra = TypeVar("R_contra", contravariant=True)


class Grade(NamedTuple):
    """A value and why."""

    value: float
    """0..1, good when high."""
    reason: str = ""
    """Short code of a-z, 0-9 and _. It stands in logs, so it never holds text of the response."""


Result = Grade | float | bool
"""Result of a scorer or a comparison: right or wrong, or how good from 0 to 1, with or without a reason."""

Compare = Callable[[A_contra, R_contra], Result]
"""``compare(answer, reference)``: whether the answer is right, or how right, 0..1."""

HOSTILE: Final = (
    *("", " ", "\x00", "\ud800", "\u202e1", "NaN", "nan", "Infinity", "-inf", "1e999", "-0", "--1", "1/0", "9" * 5_000),
    *("null", "true", "[]", "{}", '""', '{"": null}', "[" * 200, '{"a":' * 200, "<answer>", "\\boxed{", "\\frac{1}{0}"),
    *("()", "$$", "%", "\\", "'; --", "{answer}", "%s", "a" * 20_000),
)
"""Texts that careless code raises on, or takes for right. Few references make one of them a right answer."""


@runtime_checkable
class AnswerKind(Protocol[A, R]):
    """A kind of answer. Subclass it: parsing and comparing are yours, the rest has defaults.

    ``A`` is the type of a parsed answer, ``R`` that of a parsed reference. Both are often the same.
    """

    def parse(self, text: str) -> A | None:
        """Return the value of an answer's text. Return ``None`` if it is not an answer of this kind; never raise."""
        ...

    def parse_match(self, response: str, match: Match) -> A | None:
        """Return the value of the match that an extractor found; a kind may look at the text beside it as well."""
        return self.parse(match.text)

    def parse_reference(self, reference: object) -> R:
        """Return the value that answers are compared with. Raise ``RowFault`` if the row's reference cannot be used.

        Args:
            reference: the row's value of any JSON type, or ``samples.MISSING``.
        """
        ...

    def compare(self, answer: A, reference: R) -> Result:
        """Say whether the answer is right."""
        ...

    def normalize(self, text: str) -> Hashable | None:
        """Return the normal form of a text: two matches agree if theirs are equal.

        By default the parsed value, or the casefolded text if there is none.
        """
        value = self.parse(text)
        return text.casefold() if value is None else _meaning(value)

    def render(self, reference: object) -> str | None:
        """Return the text of a right answer to a row's reference. Return ``None`` if none can be written out."""
        return str(self.parse_reference(reference))

    def hostile(self, reference: object) -> Iterable[str]:
        """Return texts that are wrong answers to a row's reference. The reward must not raise on any of them."""
        return wrong(self, HOSTILE, reference)

    def extractor(self) -> Extractor:
        """Return how an answer is found unless the reward says otherwise: all of the response is parsed."""
        return whole_text()


def wrong(kind: AnswerKind[A, R], texts: Iterable[str], reference: object) -> tuple[str, ...]:
    """Return those of the texts that are wrong by the kind's own comparison: ``-0`` is right if the reference is 0."""
    parsed = kind.parse_reference(reference)
    return tuple(text for text in texts if not _is_right(kind, text, parsed))


def _is_right(kind: AnswerKind[A, R], text: str, reference: R) -> bool:
    try:
        answer = guarded("the kind's parse", kind.parse, text)
        if answer is None:
            return False
        result = guarded("the kind's compare", kind.compare, answer, reference)
    except ScorerError:
        # The trial of the reward on this text will show the error.
        return False
    return (result.value if isinstance(result, Grade) else result) == 1


def _meaning(value: object) -> Hashable:
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return cast("Hashable", value)
