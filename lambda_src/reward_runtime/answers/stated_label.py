"""A label of a closed set, named in prose.

A mention is in doubt if its sentence denies, hedges or asks, or names another label too; doubt gives no answer. So
"not happy, so negative" is in doubt as well. Missing an answer costs a low score; taking a wrong one would give a high
score.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.answers.labels import Labels

__all__ = ["stated_label"]

_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that write words without blanks, or join particles to them (Hangul, decomposed)."""
_MARKS: Final = "\u0300-\u036f\u3099\u309a\u1160-\u11ff"
"""Marks that make another letter of the one before: accents, voicing, Hangul vowels and finals."""
_BEFORE: Final = rf"(?<![^\W_{_UNSPACED}])"
_AFTER: Final = rf"(?![^\W_{_UNSPACED}]|[{_MARKS}])"
_DRESS: Final = str.maketrans(dict.fromkeys('*_`~"\u201c\u201d', " "))

_DOUBT_WORDS: Final = [
    "not",
    "isnt",
    "arent",
    "wasnt",
    "cannot",
    "no",
    "non",
    "never",
    "neither",
    "nor",
    "hardly",
    "barely",
    "scarcely",
    "without",
    "unlikely",
    "rather",
    "instead",
    "far",
    "anything",
    "maybe",
    "perhaps",
    "possibly",
    "probably",
    "might",
    "may",
    "could",
    "either",
    "or",
    "whether",
    "if",
    "unless",
    "unsure",
    "uncertain",
    "unclear",
    "wrong",
    "incorrect",
    "false",
    "untrue",
    "nicht",
    "kein",
    "keine",
    "nie",
    "pas",
    "ne",
    "jamais",
    "ni",
    "não",
    "nunca",
    "не",
    "нет",
]
_DOUBT_PARTS: Final = [
    "ない",
    "ません",
    "なく",
    "かもしれ",
    "たぶん",
    "おそらく",
    "不",
    "並非",
    "并非",
    "没有",
    "可能",
    "也许",
    "或",
    "않",
    "아니",
]
"""Japanese, Chinese and Korean for not, maybe and or, found inside words."""
_END: Final = r"(?P<end>(?<!\.)\.(?!\.)(?=\s|$)|[!?;\u3002]|\n[ \t\r]{0,8}\n)"


def stated_label(labels: Labels, on_conflict: OnConflict = "none") -> Extractor:
    """The label that prose names.

    ``none``: every mention is free of doubt and all name one label. ``last`` and ``first``: that mention is free of it.
    """
    words = {" ".join(_fold(word)[0].split()): label for word, label in labels.words.items()}
    pattern = _pattern(words)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        mentions = [mention for span in spans for mention in _mentions(pattern, words, response, *span)]
        counted = mentions if on_conflict == "none" else mentions[-1:] if on_conflict == "last" else mentions[:1]
        if any(doubt for _, doubt in counted):
            return None
        return chosen(response, "stated_label", (span for span, _ in mentions), on_conflict, labels.normalize)

    return Extractor(find)


def _pattern(words: dict[str, str]) -> re.Pattern[str]:
    labels = "|".join(_word(word) for word in sorted(words, key=len, reverse=True))
    doubts = "|".join(
        [_word(_fold(word)[0]) for word in _DOUBT_WORDS] + [re.escape(_fold(part)[0]) for part in _DOUBT_PARTS]
    )
    return re.compile(rf"(?P<label>{labels})|(?P<doubt>{doubts}|n['\u2019]t{_AFTER}|\u975e(?!\u5e38))|{_END}")


def _word(word: str) -> str:
    text = r"\s{1,8}".join(re.escape(part) for part in word.split())
    before = "" if re.match(f"[{_UNSPACED}]", word) else _BEFORE
    after = f"(?![{_MARKS}])" if re.search(f"[{_UNSPACED}{_MARKS}]$", word) else _AFTER
    return before + text + after


def _mentions(
    pattern: re.Pattern[str], words: dict[str, str], response: str, start: int, end: int
) -> Iterator[tuple[Span, bool]]:
    text, places = _fold(response[start:end])
    found: list[tuple[Span, str]] = []
    doubt = False
    for token in pattern.finditer(text):
        if token.lastgroup == "label":
            span = (start + places[token.start()], start + places[token.end() - 1] + 1)
            found.append((span, words[" ".join(token.group().split())]))
        elif token.lastgroup == "doubt":
            doubt = True
        else:
            yield from _judged(found, doubt or token.group() == "?")
            found, doubt = [], False
    yield from _judged(found, doubt)


def _judged(found: list[tuple[Span, str]], doubt: bool) -> Iterator[tuple[Span, bool]]:
    doubt = doubt or len({label for _, label in found}) > 1
    return ((span, doubt) for span, _ in found)


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Return the text decomposed (NFKD), casefolded, without its markdown and format characters, and each place."""
    if text.isascii():
        return text.casefold().translate(_DRESS), range(len(text))
    folded = {char: _folded(char) for char in set(text)}
    places = [place for place, char in enumerate(text) for _ in folded[char]]
    return "".join(folded[char] for char in text), places


def _folded(char: str) -> str:
    if unicodedata.category(char) == "Cf":
        return ""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()).translate(_DRESS)
