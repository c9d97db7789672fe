"""One option of several, said by its letter or by its text."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple, cast

from reward_runtime.answers.reference import held
from reward_runtime.answers.texts import LONGEST_TEXT, folded, normal_text
from reward_runtime.dimension import Grade
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

__all__ = ["Choice", "Choices", "Options", "same_choice"]

_MOST: Final = 26
"""Options that letters can name."""
_DRESS: Final = " \t\r\n*_`$\"'.,:;"
_COMMAND: Final = re.compile(r"\\(?:text|textbf|mathrm|mathbf)\s?\{([^{}]*)\}")
_LETTER: Final = re.compile(r"(?:(?:the )?(?:option|answer|choice)(?: is)?:? ?)?[(\[]?([a-z])[)\]]?")
_LETTERED: Final = re.compile(r"[(\[]?([a-z])(?:[)\]][.:]?|[.:])\s+(\S.*)", re.DOTALL)


class Choice(NamedTuple):
    """What an answer says: a letter, a text, or a letter followed by a text."""

    letter: str = ""
    text: str = ""


class Options(NamedTuple):
    """What a reference says: the right letter, and the options' normal texts where the row lists them."""

    letter: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """Options named A, B, C ... ; their texts count as well where they are known."""

    options: int | tuple[str, ...] = 4
    """How many there are, or their texts where every row has the same; 2..26. A row's own options come before."""
    first_index: int = 0
    """The number by which a reference that is a JSON integer names the first option."""
    keys: tuple[str, ...] = ("answer", "final_answer", "label")
    """Where a reference that is an object says which option is right; the first that is not null counts."""
    options_keys: tuple[str, ...] = ("options", "choices")
    """Where such an object lists the options' texts."""

    def __post_init__(self) -> None:
        """Refuse options that letters cannot tell apart: ``RewardDefinitionError``."""
        texts = _normals(self.options) if isinstance(self.options, tuple) else ()
        count = len(texts) if isinstance(self.options, tuple) else self.options
        if not 2 <= count <= _MOST or "" in texts or len(set(texts)) < len(texts):
            raise RewardDefinitionError(f"choices: got {count} options, expected 2 to {_MOST} whose texts all differ")

    def accept(self, answer: Answer) -> Choice | None:
        """Return the choice an answer says; ``None`` makes it no answer."""
        if len(answer.text) > LONGEST_TEXT:
            return None
        text = _COMMAND.sub(r"\1", folded(answer.text)).strip(_DRESS)
        if letter := _LETTER.fullmatch(text):
            return Choice(letter[1])
        if lettered := _LETTERED.fullmatch(text):
            return Choice(lettered[1], normal_text(lettered[2]))
        return Choice(text=normal) if (normal := normal_text(text)) else None

    def read_reference(self, reference: object) -> Options:
        """Return the options of a letter, an index, an option's text, or an object with ``keys``; else ``RowFault``."""
        right = held(reference, self.keys)
        listed = held(cast("object", reference), self.options_keys) if isinstance(reference, dict) else None
        given: object = self.options if listed is None else listed
        if isinstance(given, int) and not isinstance(given, bool):
            return Options(_letter(self._index(right, (), given), given))
        texts = _normals(given)
        if not 2 <= len(texts) <= _MOST or "" in texts or len(set(texts)) < len(texts):
            raise RowFault("bad_options")
        return Options(_letter(self._index(right, texts, len(texts)), len(texts)), texts)

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


def _normals(options: object) -> tuple[str, ...]:
    """Texts in normal form; empty for what is no list of strings."""
    if not isinstance(options, (list, tuple)):
        return ()
    texts = cast("list[object]", options)[: _MOST + 1]
    return tuple(normal_text(text) if isinstance(text, str) and len(text) <= LONGEST_TEXT else "" for text in texts)


def same_choice(sample: Sample, answer: Answer) -> Grade:
    """1.0 when the answer names the reference's option, else 0.0: fit to be decisive.

    A letter counts before a text that happens to be one; letter and text together must name the same option.
    """
    choice, options = cast("Choice", answer.value), cast("Options", sample.reference)
    right = options.texts[ord(options.letter) - ord("a")] if options.texts else ""
    if choice.letter and choice.letter != options.letter:
        return Grade(0.0, "other_option")
    if choice.text and options.texts and choice.text != right:
        known = choice.text in options.texts
        return Grade(0.0, "other_option" if known else "no_option")
    if not choice.letter and not options.texts:
        return Grade(0.0, "no_option")
    return Grade(1.0, "same_option")
