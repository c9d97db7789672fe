"""The answer after "the answer is" and similar phrases."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reward_runtime.answer import ANSWER, UNDECIDED, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract.prose.clause import rest_of_line
from reward_runtime.extract.prose.cues import Clause, announced

__all__ = ["Gives", "final_answer"]

Gives = Callable[[str, Span, Normalize], Sequence[Span]]
"""``gives(response, clause, normalize)``: the answers that an announced clause gives; two if it hedges, else one or
none."""

_GAP: Final = r"[ \t*_]"
_MARK: Final = re.compile(r"####(?!#|[ \t*_]{0,8}\d{1,2}[.):][ \t]+[A-Za-z])[\s*_:\uff1a]{0,16}")
"""The mark of GSM8K's worked answers, unless it begins a numbered heading such as ``#### 1. Find the cost``."""


def final_answer(
    phrases: Sequence[str] = (), on_conflict: OnConflict = "last", gives: Gives = rest_of_line
) -> Extractor:
    """The answer after a phrase that announces it, in any case; an answer that is called final counts before the rest.

    Args:
        phrases: phrases of your own; if there are none, "the answer is", "Answer:" and their like in some thirty
            languages, and ``####``, the mark of GSM8K's worked answers.
        on_conflict: which of several announcements counts.
        gives: finds the answers in the clause after a phrase. By default all of it is the answer, to the end of its
            line, its sentence or its main clause, whichever can be read.
    """
    if not all(phrase.split() for phrase in phrases):
        raise RewardDefinitionError(f"phrases: got {list(phrases)!r}, expected none of them blank")
    spelled = "|".join(_pattern(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    own = re.compile(spelled, re.IGNORECASE) if phrases else _MARK

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        clauses = [clause for span in spans for clause in _clauses(own, response, *span)]
        if not phrases:
            clauses = sorted([*clauses, *(clause for span in spans for clause in announced(response, *span))])
        for final in (True, False):
            given = [
                found for each in clauses if each.final is final and (found := gives(response, each.span, normalize))
            ]
            if given:
                # A hedge within the announcement that counts is none, whichever of several counts. If all
                # have to agree, those of a hedge differ as well.
                counted = given[:1] if on_conflict == "first" else given[-1:]
                hedged = any(chosen(response, "", each, "none", normalize) is UNDECIDED for each in counted)
                finds = [find for each in given for find in each]
                return UNDECIDED if hedged else chosen(response, "final_answer", finds, on_conflict, normalize)
        return None

    return Extractor(find, f"{' '.join(phrases[0].split()) if phrases else 'The answer is'} {ANSWER}")


def _pattern(phrase: str) -> str:
    words = [re.escape(word).replace(":", f"{_GAP}{{0,8}}[:\uff1a]") for word in phrase.split()]
    # Scripts that write no blanks between words are never ASCII.
    edge = r"(?<!\w)" if phrase.strip()[0].isascii() and phrase.strip()[0].isalnum() else ""
    return edge + f"{_GAP}{{1,8}}".join(words) + r"[\s*_:\uff1a]{0,16}"


def _clauses(pattern: re.Pattern[str], response: str, start: int, end: int) -> Iterator[Clause]:
    """End each at the start of the next, so that a line of many phrases is read once."""
    inside: int | None = None
    for phrase in pattern.finditer(response, start, end):
        if inside is not None:
            yield _line(response, inside, phrase.start())
        inside = phrase.end()
    if inside is not None:
        yield _line(response, inside, end)


def _line(response: str, start: int, end: int) -> Clause:
    close = response.find("\n", start, end)
    return Clause(start, close if close >= 0 else end, final=True)
