"""Free text whose whole wording is the answer: names, titles, short phrases."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.answers.reference import held
from reward_runtime.errors import RowFault
from reward_runtime.samples import Sample

__all__ = [
    "LONGEST_TEXT",
    "MAX_ALTERNATIVES",
    "References",
    "Texts",
    "folded",
    "normal_text",
    "plain_text",
    "written_references",
]

LONGEST_TEXT: Final = 10_000
"""Characters of an answer or a reference that is compared as a text (ours); a longer one is none."""
MAX_ALTERNATIVES: Final = 32
"""Most texts a reference may list (ours); each costs one comparison."""
_KEYS: Final = ("answer", "final_answer", "text", "answers")
"""Keys under which published data sets hold the answer in an object reference."""
_LONGEST_FOLD: Final = 4
"""Characters one may fold to; the few longer ones (U+FDFA gives 18) stand for themselves."""
_INVISIBLE: Final = frozenset({0x034F, 0x115F, 0x1160, 0x3164, *range(0x180B, 0x180E), *range(0xFE00, 0xFE10)})
"""Code points without a glyph that are not of category Cf: joiners, fillers and variation selectors."""
_MEANT: Final = frozenset("%\u2030#@&*/\\")
"""Marks of category Po that say something (``5%``, ``C#``, ``and/or``) and so stay."""
_MARK: Final = re.compile(r"[^\w\s]|_")
_ARTICLE: Final = re.compile(r"(?:a|an|the) (?=\S\S)")


class _Folds(dict[int, str]):
    """Code point -> its text without case, width and look; made as asked for.

    One character at a time: ``unicodedata.normalize`` sorts a run of marks in quadratic time.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Cf" or code in _INVISIBLE or (category == "Cc" and not char.isspace()):
            folded = ""
        else:
            folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
        self[code] = folded = folded if len(folded) <= _LONGEST_FOLD else char
        return folded


_FOLDS: Final = _Folds({0x2212: "-"})


def folded(text: str) -> str:
    """Return the text in compatibility form, casefolded and without invisible characters, in linear time."""
    return text.translate(_FOLDS)


def normal_text(text: str) -> str:
    """Return the normal form of a text: its plain text, without an English article at its start.

    The article stays if fewer than two characters follow: ``a b`` are two letters.
    """
    words = plain_text(text)
    return _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words


def plain_text(text: str) -> str:
    r"""Return a text without case, formatting and layout, but with each of its words.

    Fold it. Each punctuation mark becomes a space, but an apostrophe or a dot between letters nothing. Marks with a
    meaning stay: symbols, ``% # @ & * / \``, any before a digit (``1.5``), a dash that begins a word (``-x``).
    Runs of white space become one space.
    """
    return " ".join(_MARK.sub(_unmarked, folded(text)).split())


def _unmarked(match: re.Match[str]) -> str:
    mark, start, text = match[0], match.start(), match.string
    kind = unicodedata.category(mark)
    if mark in _MEANT or not kind.startswith("P"):
        return mark
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if after.isdigit() or (kind == "Pd" and after.isalnum() and not before.isalnum()):
        return mark
    return "" if mark in ".'\u2019" and before.isalpha() else " "


class References(tuple[str, ...]):
    """Normal forms of a reference's texts, each once; ``written`` are the texts themselves."""

    written: tuple[str, ...]


@dataclass(frozen=True)
class Texts(AnswerKind[str, References]):
    """Any text up to ``LONGEST_TEXT`` characters; references may list several that are all right."""

    exact: bool = False
    """True: compared character by character, except for white space around; else by ``normal_text``."""
    keys: tuple[str, ...] = _KEYS
    """Keys under which an object reference holds its text or texts; the first that is not null counts."""

    def normalize(self, text: str) -> str | None:
        """Return the form that is compared; ``None`` for a text that is too long or says nothing."""
        text = text.strip()
        if len(text) > LONGEST_TEXT:
            return None
        return (text if self.exact else normal_text(text)) or None

    def parse(self, text: str) -> str | None:
        """Return the normal form of an answer's text; ``None`` if it is none."""
        return self.normalize(text)

    def parse_reference(self, reference: object) -> References:
        """Return the normal forms of a string, a list of them or an object with one of ``keys``; else ``RowFault``."""
        reference = held(reference, self.keys)
        texts = cast("list[object]", reference) if isinstance(reference, list) else [reference]
        if len(texts) > MAX_ALTERNATIVES:
            raise RowFault("too_many_texts")
        normals = [self.normalize(text) if isinstance(text, str) else None for text in texts]
        found = References(dict.fromkeys(normal for normal in normals if normal is not None))
        if not found or None in normals:
            raise RowFault("no_text")
        found.written = tuple(cast("list[str]", texts))
        return found

    def compare(self, answer: str, reference: References) -> Grade:
        """Grade 1 if the answer is one of the reference's texts, else 0."""
        return Grade(1.0, "same_text") if answer in reference else Grade(0.0, "other_text")

    def render(self, reference: object) -> str:
        """Return the first of the reference's texts, as the row has it."""
        return self.parse_reference(reference).written[0]


def written_references(sample: Sample[References | str]) -> tuple[str, ...]:
    """Return the texts of a reference of the kinds ``Texts`` and ``FreeText``, as the row has them."""
    given = sample.reference
    return (given,) if isinstance(given, str) else given.written
