"""Phrases that announce an answer, in many languages, and the clause after each.

``The final answer is``, ``Antwort:``, ``答案是`` ... An announcement under a condition, a denied one and a question do
not count: ``if the answer is 5``, ``is the answer 5?``.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from reward_runtime.answer import Span
from reward_runtime.extract.prose.nouns import NOUNS, QUALIFIED

__all__ = ["Clause", "announced"]

_GAP: Final = r"[ \t*_`]{1,8}"
_SIGN: Final = r"[ \t*_`]{0,8}(?:[:\uff1a=|\u2192]|->|=>|[-\u2013\u2014](?=[ \t]))"
_COLON: Final = r"(?:[ \t*_`]{0,8}[:\uff1a])?"
_CHOSEN: Final = re.compile(rf"(?<!\w)(?:correct|right|best|final){_GAP}\Z", re.IGNORECASE)
_INNER: Final = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts without blanks between words."""
_FINAL: Final = re.compile(
    "final|overall|endgültig|endergebnis|définiti|definiti|ostateczn|konečn|окончат|итогов|остаточ|τελικ|nihai|cuối|akhir"
    "|最终|最終|최종|สุดท้าย|अंतिम|نهائي|نهای|סופית|slutgiltig|endelig",
    re.IGNORECASE,
)
_WIDEST: Final = 80
"""Characters before a noun that are looked at."""
_LONGEST: Final = 400
"""Characters of an announcement that are searched for its taking back."""
_NEAR: Final = 24
"""Characters before a noun in which it may be called final."""
_UNSURE: Final = re.compile(
    r"(?<!\w)(?:if|whether|unless|suppose|supposing|assume|assuming|pretend|say|verify|thought|guessed|claim(?:s|ed)?"
    r"|(?:might|may|could|would) (?:think|say|believe|guess|expect)|tempting|wrong(?:ly)?|mistakenly|wenn|ob|falls|si"
    r"|se|если|如果|假设|もし)(?!\w)[^.!?\n;:]{0,60}\Z",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"(?:\A|\n)[#>*_|\s]*(?:the[ \t])?(?:final|correct|overall)?[ \t*_]{0,4}\Z", re.IGNORECASE)
_HEADED: Final = re.compile(r"[*_: \t]{0,8}(?:\n\s{0,8}(?=\S)|(?=\$|\\[(\[]))")
"""Between a heading and the text under it, or a formula beside it."""
_RETRACTS: Final = re.compile(
    r"[.!?,;\n\u2026\u2014-]\s{0,4}(?:but )?(?:wait|hmm+|oops|scratch that|hold on|correction|no wait|no, "
    r"|actually,? (?:no|wait|it))(?!\w)",
    re.IGNORECASE,
)
"""Behind an announcement that is taken back at once."""
_AT_ONCE: Final = 24
"""Characters behind an announcement's line in which it may be taken back."""
_DRESS: Final = re.compile(r"(?:[\s*_`:\uff1a]|(?<=\n)>){0,16}")


class Clause(NamedTuple):
    """The text after an announcement, to the end of its line."""

    start: int
    end: int
    final: bool
    """Whether it is called final."""

    @property
    def span(self) -> Span:
        """Its place."""
        return self.start, self.end


def announced(response: str, start: int, end: int) -> Iterator[Clause]:
    """Yield the announced clauses in order; each ends at the next announcement or at the end of its line."""
    cues = sorted(_cues(response, start, end))
    for index, (at, inside, table) in enumerate(cues):
        stop = cues[index + 1][0] if index + 1 < len(cues) else end
        line = response.find("\n", inside, stop)
        stop = stop if line < 0 else line
        cell = response.find("|", inside, stop) if table else -1
        stop = stop if cell < 0 else cell
        before = response[max(start, at - _WIDEST) : at]
        taken_back = _RETRACTS.search(response, inside, min(end, stop + _AT_ONCE, inside + _LONGEST))
        if inside < stop and not taken_back and not _UNSURE.search(before):
            final = _FINAL.search(response, max(start, at - _NEAR), inside) is not None
            yield Clause(inside, stop, final)


def _cues(response: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each announcement, and whether it is a cell of a table."""
    # The span alone: a response may have a span for every mark in it.
    lowered = response[start:end].lower()
    if len(lowered) != end - start:
        lowered = response[start:end]
    taken: set[int] = set()
    for noun in _NOUNS:
        after = lowered.find(noun)
        while after >= 0:
            at = start + after
            if at not in taken and (found := _announces(response, noun, (start, at, end))):
                taken.add(at)
                dress = _DRESS.match(response, found, end)
                yield at, dress.end() if dress else found, response[found - 1] == "|"
            after = lowered.find(noun, after + len(noun))


def _announces(response: str, noun: str, where: tuple[int, int, int]) -> int:
    """Return the end of an announcement, 0 if the noun at this place is none."""
    start, at, end = where
    before = response[max(start, at - _WIDEST) : at]
    if before[-1:].isalnum() and not _INNER.match(noun):
        return 0
    if noun in QUALIFIED and not _CHOSEN.search(before):
        return 0
    found = _pattern(noun).match(response, at, end)
    if found is None and noun == "answer" and (response[at] == "A" or "#" in before[-24:]):
        headed = _HEADING.search(before)
        found = headed and _HEADED.match(response, at + len(noun), end)
    return 0 if found is None else found.end()


@cache
def _pattern(noun: str) -> re.Pattern[str]:
    """Return the pattern of an announcement. Those of all languages at once would be a fifth of a cold start."""
    words, verbs = _NOUNS[noun]
    # Scripts without blanks write the verb to the noun.
    said = f"(?:{verbs})" if _INNER.match(noun) else f" (?:{verbs})(?!\\w)"
    words, said = words.replace(" ", _GAP), said.replace(" ", _GAP)
    follows = f"{said}{_COLON}|{_SIGN}" if verbs else _SIGN
    return re.compile(f"{re.escape(noun)}{words}(?:{follows})".replace(r"\ ", " "), re.IGNORECASE)


_NOUNS: Final = {noun: (words, verbs) for noun, words, verbs in NOUNS}
