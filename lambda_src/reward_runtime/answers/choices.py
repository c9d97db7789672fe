"""One option of several, given by its letter or by its text."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, cast

from reward_runtime.answer import Match
from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.answers.reference import held
from reward_runtime.answers.texts import LONGEST_TEXT, folded, normal_text
from reward_runtime.errors import RewardDefinitionError, RowFault

__all__ = ["Choice", "Choices", "Options"]

_MOST: Final = 26
"""Options that letters can name."""
_DRESS: Final = " \t\r\n*_`$\"'.,:;"
_COMMAND: Final = re.compile(r"\\(?:text|textbf|mathrm|mathbf)\s?\{([^{}]*)\}")
_LETTER: Final = re.compile(r"(?:(?:the )?(?:option|answer|choice)(?: is)?:? ?)?[(\[]?([a-z])[)\]]?")
_LETTERED: Final = re.compile(r"[(\[]?([a-z])(?:[)\]][.:]?|[.:])\s+(\S.*)", re.DOTALL)
_SEPARATED: Final = re.compile(
    r"[*_`$\"'\u201d)\]}]{0,4}(?:[.:,]|[ \t][-\u2013\u2014=]|(?<=[)\]}])|(?=[ \t][(\[]))[*_`$]{0,4}[ \t]{1,4}"
)
"""Between a letter and the text of its option."""
_PREFACED: Final = re.compile(r"(?:(?:which|that) is|i\.e\.|namely|it is|it's),?[ \t]{1,4}", re.IGNORECASE)
_TEXT_ENDS: Final = re.compile(
    r"[.,;:!?)\]](?!\w)|[*`$]|[ \t](?:[-\u2013\u2014(]|(?:because|since|as|or|and|which)\b)|\Z", re.IGNORECASE
)
"""The end of an option's text, if more follows."""
_DENIED: Final = re.compile(
    r" (?:(?:are|were|do|did|could|would|ca|have)(?: not| ?n ?t)|cannot"
    r"|(?:are|were|lie) (?:elsewhere|wrong|incorrect|false))\b"
)
"""Behind several options, none of which is the answer."""
_LONGEST_LINE: Final = 400
_MOST_ENDS: Final = 8


class Choice(NamedTuple):
    """An answer: a letter, a text, or a letter followed by a text."""

    letter: str = ""
    text: str = ""
    beside: tuple[str, ...] = ()
    """Normal texts that prose may give as the letter's option: all that stands there, and as much as may be meant."""


class Options(NamedTuple):
    """A reference: the right letter, and the options' normal texts if the row lists them."""

    letter: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices(AnswerKind[Choice, Options]):
    """Options named A, B, C ... ; their texts count as well if they are known."""

    options: int | tuple[str, ...] = 4
    """How many there are, or their texts if every row has the same ones; 2..26. A row's own options come first."""
    first_index: int = 0
    """The number by which a reference that is a JSON integer names the first option."""
    keys: tuple[str, ...] = ("answer", "final_answer", "label")
    """Keys under which an object reference holds the right option; the first that is not null counts."""
    options_keys: tuple[str, ...] = ("options", "choices")
    """Keys under which such an object lists the options' texts."""

    def __post_init__(self) -> None:
        """Refuse options that letters cannot tell apart: ``RewardDefinitionError``."""
        texts = _normals(self.options) if isinstance(self.options, tuple) else ()
        count = len(texts) if isinstance(self.options, tuple) else self.options
        if not 2 <= count <= _MOST or "" in texts or len(set(texts)) < len(texts):
            raise RewardDefinitionError(f"choices: got {count} options, expected 2 to {_MOST} whose texts all differ")

    def parse(self, text: str) -> Choice | None:
        """Return the choice that a text names; ``None`` if it names none."""
        if len(text) > LONGEST_TEXT:
            return None
        text = _COMMAND.sub(r"\1", folded(text)).strip(_DRESS)
        if letter := _LETTER.fullmatch(text):
            return Choice(letter[1])
        if lettered := _LETTERED.fullmatch(text):
            return Choice(lettered[1], normal_text(lettered[2]))
        return Choice(text=normal) if (normal := normal_text(text)) else None

    def parse_match(self, response: str, match: Match) -> Choice | None:
        """Return the choice of a match, with the text beside a letter: in ``B) Rome is old`` that is ``rome``."""
        choice = self.parse(match.text)
        if choice is None or not choice.letter or choice.text:
            return choice
        return choice._replace(beside=_beside(response, match.span[1]))

    def parse_reference(self, reference: object) -> Options:
        """Return the options of a letter, an index, an option's text, or an object with ``keys``; else ``RowFault``."""
        right = held(reference, self.keys)
        listed = held(cast("object", reference), self.options_keys) if isinstance(reference, dict) else None
        given: object = self.options if listed is None else listed
        if isinstance(given, int) and not isinstance(given, bool):
            if not 2 <= given <= _MOST:
                raise RowFault("bad_options")
            return Options(_letter(self._index(right, (), given), given))
        texts = _normals(given)
        if not 2 <= len(texts) <= _MOST or "" in texts or len(set(texts)) < len(texts):
            raise RowFault("bad_options")
        return Options(_letter(self._index(right, texts, len(texts)), len(texts)), texts)

    def compare(self, answer: Choice, reference: Options) -> Grade:
        """Grade 1 if the answer names the reference's option, else 0.

        A letter counts before a text that happens to be one; letter and text together must name the same option.
        Text that prose puts beside a letter and that is not an option is an explanation.
        """
        right = reference.texts[ord(reference.letter) - ord("a")] if reference.texts else ""
        if answer.letter and answer.letter != reference.letter:
            return Grade(0.0, "other_option")
        if answer.text and reference.texts and answer.text != right:
            known = answer.text in reference.texts
            return Grade(0.0, "other_option" if known else "no_option")
        if not answer.letter and not reference.texts:
            return Grade(0.0, "no_option")
        named = {text for text in answer.beside if text in reference.texts}
        if named and right not in named and not _denies_several(answer.beside, reference.texts, right):
            return Grade(0.0, "other_option")
        return Grade(1.0, "same_option")

    def render(self, reference: object) -> str:
        """Return the letter of the right option, as a capital."""
        return self.parse_reference(reference).letter.upper()

    def _index(self, reference: object, texts: tuple[str, ...], count: int) -> int:
        """Place of the right option; a text that is one option and the letter of another names neither."""
        if isinstance(reference, int) and not isinstance(reference, bool):
            return reference - self.first_index
        if not isinstance(reference, str) or len(reference) > LONGEST_TEXT:
            raise RowFault("unknown_option")
        letter = _LETTER.fullmatch(folded(reference).strip(_DRESS))
        places = {ord(letter[1]) - ord("a")} if letter and ord(letter[1]) - ord("a") < count else set[int]()
        normal = normal_text(reference)
        places |= {place for place, text in enumerate(texts) if text == normal}
        if len(places) != 1:
            raise RowFault("unknown_option")
        return places.pop()


def _letter(index: int, count: int) -> str:
    if not 0 <= index < count:
        raise RowFault("unknown_option")
    return chr(ord("a") + index)


def _beside(response: str, end: int) -> tuple[str, ...]:
    """The normal texts that may be the option of a letter that ends there."""
    separated = _SEPARATED.match(response, end)
    if separated is None:
        return ()
    start = separated.end()
    start = prefaced.end() if (prefaced := _PREFACED.match(response, start)) else start
    line = response[start : start + _LONGEST_LINE].split("\n", 1)[0].lstrip("*_`$([\"'\u201c")
    ends = [found.start() for found in islice(_TEXT_ENDS.finditer(line), _MOST_ENDS)]
    return tuple(dict.fromkeys(normal_text(line[:at]) for at in (*ends, len(line)) if at))


def _denies_several(beside: tuple[str, ...], options: tuple[str, ...], right: str) -> bool:
    """Whether the text beside a letter denies several options, and not the right one: ``Rome and Nice are not big``."""
    others = sorted((each for each in options if each != right), key=len, reverse=True)
    rest, count = f" {max(beside, key=len)}", 0
    while option := next((each for each in others if rest.startswith(f" {each} ")), None):
        rest, count = rest[len(option) + 1 :], count + 1
        rest = rest.removeprefix(" and")
    return count > 1 and _DENIED.match(rest) is not None


def _normals(options: object) -> tuple[str, ...]:
    """Texts in normal form; empty if it is not a list of strings."""
    if not isinstance(options, (list, tuple)):
        return ()
    texts = cast("list[object]", options)[: _MOST + 1]
    return tuple(normal_text(text) if isinstance(text, str) and len(text) <= LONGEST_TEXT else "" for text in texts)
