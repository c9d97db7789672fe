"""How many words, sentences and paragraphs."""

import re
from typing import Final

from reward_runtime.answers.instructions.arguments import Arguments, Check
from reward_runtime.errors import RowFault

__all__ = ["number_paragraphs", "number_sentences", "number_words", "paragraph_first_word"]

_WORD: Final = re.compile(r"\w+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SENTENCE_END: Final = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*+(?=\s|$)|[\u3002\uff01\uff1f]+")
"""IFEval asks NLTK's trained splitter; this one takes the point of ``Dr. Who`` for an end.
Possessive and tied to the start of a run, so that ``!!!!x`` is one pass."""


def number_words(arguments: Arguments) -> Check:
    """Runs of letters, digits and _."""
    compare, asked = arguments.relation("relation"), arguments.whole("num_words")
    return lambda text: compare(sum(1 for _ in _WORD.finditer(text)), asked)


def number_sentences(arguments: Arguments) -> Check:
    """Pieces that hold a letter between ends of sentences; the ``1.`` of a list holds none."""
    compare, asked = arguments.relation("relation"), arguments.whole("num_sentences")
    return lambda text: compare(sum(1 for piece in _SENTENCE_END.split(text) if _LETTER.search(piece)), asked)


def number_paragraphs(arguments: Arguments) -> Check:
    """Exactly this many parts between ``***``; only the first and last may be blank, and count for nothing then."""
    asked = arguments.whole("num_paragraphs")

    def check(text: str) -> bool:
        parts = [part.strip() for part in text.split("***")]
        return all(parts[1:-1]) and sum(1 for part in parts if part) == asked

    return check


def paragraph_first_word(arguments: Arguments) -> Check:
    """Exactly this many paragraphs between blank lines, and the nth starts with the word."""
    asked, nth = arguments.whole("num_paragraphs"), arguments.whole("nth_paragraph")
    word = arguments.text("first_word").casefold()
    if not 1 <= nth <= asked:
        raise RowFault("bad_kwargs")

    def check(text: str) -> bool:
        parts = [part.strip() for part in text.split("\n\n") if part.strip()]
        first = _WORD.search(parts[nth - 1]) if len(parts) == asked else None
        return first is not None and first.group().casefold() == word

    return check
