"""Whether a response commits to its answer, or leaves another value open beside it.

The one rule for all rewards: the text behind an answer, and the few words before it, may name another value as an
alternative ("72, or maybe 74", "B. C is also possible") or take the answer back ("Wait, no"). Then there is no answer.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import UNDECIDED, Extractor, Match, Normalize, Span
from reward_runtime.extract.prose.alternative import (
    ALTERNATIVE,
    CONDITIONS,
    CUES,
    DEPENDS,
    FILLERS,
    JOINS,
    JOINT,
    LISTS,
    ONLY_IF,
    POSSIBLE,
    RATE,
    REASON,
    REFUTED,
    SHARE,
)
from reward_runtime.extract.prose.reading import Reading
from reward_runtime.extract.prose.retraction import CLAIMS, CORRECTS, PAUSES, TAKES_BACK

__all__ = ["settled"]

_WIDEST: Final = 320
"""Characters behind an answer that are read."""
_NEAR: Final = 80
"""Characters before an answer, and within a sentence before a cue, that are read."""
_CLOSE: Final = 40
"""Characters before an answer that are searched for a cue."""
_SENTENCES: Final = 3
"""Parts of the text behind an answer that are read: the rest of its sentence, and the next two."""
_WORDS: Final = re.compile("[a-z]+")
_ENDS: Final = re.compile(
    r"(?<!\bvs)(?<!\bresp)(?:\.{3}|[.!?;\u2026])(?=[\"')*_$\]}\u201d\\]{0,6}(?:\s|\Z))|[\u3002\uff01\uff1f\uff1b\n]|<\|"
)
_DRESS: Final = re.compile(
    r"(?:[\s*_`$()\[\]}\uff08\uff09\"'\u201d|\u2020\u2021>#~.,;:!?\u2026\\\u2014\u2013-]|(?<=\[)\d{1,2}\]|[\u00b9\u00b2\u00b3]|<\|[a-z_]{1,24}\|>"
    r"|(?:\b(?:and|but|however|though|although|yet|while|then again|still|note(?: that)?|of course|also)\b,?\s))*"
)
_SHORT: Final = 2
"""Characters; fewer name no value."""
_OPENS: Final = "\\boxed{"
_MARKS: Final = "|/\u00b1?~["
_BREAK: Final = re.compile(r"[,;:(\[\u2014\u2013\uff0c\uff08-]\s{0,4}(?:(?:and|but|though|although|yet)\s)?\Z")
_END: Final = re.compile(
    r"(?:[ \t][A-Za-z%]{1,12}){0,2}[\s*_`$)\]}\"'\\]{0,6}(?:[.;!?)\]\u3002\n]|\Z|instead|as well|too)"
)
_ASKED: Final = re.compile(r"[\s*_`$]{0,4}\?")
_CONFIRMS: Final = re.compile(
    r"(?<!not )(?<!n['\u2019]t )\b(?:yes|right|correct|holds?|confirm\w*|matches|checks? out|consistent|fine|good)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"(?:or|alternatively|otherwise)\b[^.!?;\n\d]{1,40}?[,:]\s{0,4}", re.IGNORECASE)
_SUPPOSED: Final = re.compile(r"if\b[^.!?\n]{1,80}\b(?:were|was|had)\b", re.IGNORECASE)
_PAIRED: Final = re.compile(
    r"(?:[ \t][A-Za-z%]{1,12}){0,2}[*_`$)} ]{0,4} (in|on|for|under|by|with)\b(?! (?:total|all|sum|fact|words?"
    r"|average)\b)"
    r"[^.,;\n\d]{1,30}?((?:,|;|\band\b|\bbut\b) ?(?:and |but )?)(?=[^.;\n]{1,30}? \1\b)",
    re.IGNORECASE,
)
"""Between two values that hold in two cases: ``15 for adults and 18 for children``."""
_FEW: Final = 4
"""Words of a unit or a noun between an answer and *or*."""


def settled(extractor: Extractor, reading: Reading) -> Extractor:
    """The matches of ``extractor``, unless the text around them leaves another value open or takes them back."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        match = extractor.find(response, spans, normalize)
        if match is None or match is UNDECIDED:
            return match
        start, end = match.span
        part = next((part for part in spans if part[0] <= start and end <= part[1]), match.span)
        return UNDECIDED if _is_open(response, match.span, part, reading, normalize) else match

    return Extractor(find, extractor.template)


def _is_open(response: str, answer: Span, part: Span, reading: Reading, normalize: Normalize) -> bool:
    """Whether the answer is not the only one. Most responses end with it, or say nothing more that could matter."""
    start, end = answer
    stop = response.find("<|", end, min(part[1], end + _WIDEST))
    stop = stop if stop >= 0 else min(part[1], end + _WIDEST)
    begin = max(part[0], start - _CLOSE)
    begin = max(begin, response.rfind("|>", begin, start) + 2)
    behind, before = response[end:stop], response[begin:start]
    looks_behind, looks_before = _may_leave_open(behind, CUES), _may_leave_open(before, JOINS)
    if "~~" in response[max(part[0], start - _NEAR) : start] and behind.lstrip(" *_$}).").startswith("~~"):
        return True
    if not (looks_behind or looks_before):
        return False
    around = _Around(response, answer, (part[0], stop), reading, normalize)
    return (looks_behind and around.is_open_behind()) or (looks_before and around.is_open_before())


class _Around:
    """The text around one answer."""

    def __init__(self, response: str, answer: Span, part: Span, reading: Reading, normalize: Normalize) -> None:
        self.response: Final = response
        self.answer: Final = answer
        self.part: Final = part
        self.reading: Final = reading
        self.normalize: Final = normalize

    def is_open_behind(self) -> bool:
        """Whether the text behind the answer names another value, or takes the answer back."""
        stop = self.part[1]
        if depends := DEPENDS.search(self.response, self.answer[1], stop):
            return self._follows(depends.end(), stop)
        if listed := LISTS.search(self.response, self.answer[1], stop):
            return not all(map(self._same, self._values(*listed.span())))
        for place, (start, end) in enumerate(_pieces(self.response, self.answer[1], stop)):
            dress = _DRESS.match(self.response, start, end)
            begin = dress.end() if dress else start
            if self._taken_back(begin, end, stop) or self._alternative(place, start, begin, end):
                return True
        return False

    def _taken_back(self, begin: int, end: int, stop: int) -> bool:
        """Whether a sentence that begins there takes the answer back."""
        if TAKES_BACK.match(self.response, begin, stop):
            return True
        if pause := PAUSES.match(self.response, begin, stop):
            values = list(self._values(pause.end(), stop))
            if values:
                return not self._same(values[-1])
            return not _CONFIRMS.search(self.response, pause.end(), stop)
        corrects = CORRECTS.match(self.response, begin, stop)
        if corrects is not None and self._follows(corrects.end(), stop):
            return True
        claims = CLAIMS.match(self.response, begin, stop)
        return claims is not None and self._follows(claims.end(), stop, alone=True)

    def _alternative(self, place: int, start: int, begin: int, end: int) -> bool:
        """Whether a part of the text names another value that may be meant."""
        if self._possible(begin, end):
            return True
        if place == 0:
            return self._joined(start, end) or self._conditional(start, end)
        cue = JOINT.match(self.response, begin, end) or ALTERNATIVE.match(self.response, begin, end)
        if cue is not None:
            # A cue may stand on a line of its own.
            alone = not self.response[cue.end() : end].strip(" *_`,:")
            if self._follows(cue.end(), min(self.part[1], end + _NEAR) if alone else end):
                return True
        late = next(ALTERNATIVE.finditer(self.response, start, min(end, begin + _FEW * 6)), None)
        if late is not None and self._follows(late.end(), end):
            return True
        if _SUPPOSED.match(self.response, begin, end):
            return False
        conditions = (each.match(self.response, begin, end) for each in (*CONDITIONS, _ASIDE))
        return any(each and self._follows(each.end(), end, alone=True) for each in conditions)

    def _joined(self, start: int, end: int) -> bool:
        """Whether a cue in the rest of the answer's own sentence joins another value to it."""
        values = list(self._values(start, end))
        first = next((span[0] for span in values if not self._same(span)), end)
        for cue in JOINT.finditer(self.response, start, min(end, first + 1, start + _NEAR)):
            if any(span[0] < cue.start() < span[1] for span in values):
                continue
            between = self.response[start : cue.start()]
            near = len(between.split()) <= _FEW or _BREAK.search(between)
            if near and not REASON.search(between) and self._follows(cue.end(), end):
                return True
        for cue in ALTERNATIVE.finditer(self.response, start, end):
            if cue.start() > first:
                break
            if self._follows(cue.end(), end):
                return True
        for mark in (", ", "- ", "\u2014", "..", "; "):
            at = self.response.find(mark, start, min(end, start + _NEAR))
            if at >= 0 and at <= first and (corrects := CORRECTS.match(self.response, at + len(mark), end)):
                return self._follows(corrects.end(), end)
        return False

    def _conditional(self, start: int, end: int) -> bool:
        if (paired := _PAIRED.match(self.response, start, end)) and self._follows(paired.end(2), end):
            return True
        return any(
            self._follows(condition.end(), end, alone=True)
            for each in CONDITIONS
            for condition in each.finditer(self.response, start, end)
        )

    def _possible(self, start: int, end: int) -> bool:
        """Whether a value of the part is said to be possible as well, or asked about."""
        supposed = _SUPPOSED.match(self.response, start, end)
        for span in self._values(start, end):
            if supposed or self._same(span):
                continue
            before = self.response[max(self.answer[1], span[0] - 24) : span[0]]
            if _ASKED.match(self.response, span[1]) and not before.strip(" ([*_$,?"):
                return True
            bracket = before.rstrip(" *_$")[-1:] in ("(", "[", ",")
            if bracket and ONLY_IF.match(self.response, span[1], end) and not _denied(self.response, span[1], end):
                return True
            if SHARE.search(before) and not REFUTED.match(self.response, span[1], end):
                return True
            reason = REASON.search(before.rpartition(",")[2])
            if not reason and POSSIBLE.match(self.response, span[1], end) and not _denied(self.response, span[1], end):
                return True
        return False

    def _follows(self, at: int, end: int, *, alone: bool = False) -> bool:
        """Whether another value follows at once, which is not refuted; ``alone`` if it ends its clause as well."""
        fillers = FILLERS.match(self.response, at, end)
        begin = fillers.end() if fillers else at
        condition = (
            None if alone else next((c for each in CONDITIONS if (c := each.match(self.response, begin, end))), None)
        )
        if condition:
            fillers = FILLERS.match(self.response, condition.end(), end)
            begin = fillers.end() if fillers else condition.end()
        values = list(self._values(at, end))
        if not values or any(self._same(span) for span in values):
            return False
        span = values[0]
        if span[0] > begin or (alone and not _END.match(self.response, span[1], end)):
            return False
        return not (RATE.match(self.response, span[1], end) or REFUTED.match(self.response, span[1], end))

    def is_open_before(self) -> bool:
        """Whether the words before the answer make it the alternative of another value."""
        start, at = max(self.part[0], self.answer[0] - _NEAR), self.answer[0]
        for pattern in (JOINT, ALTERNATIVE):
            for cue in pattern.finditer(self.response, max(start, at - _CLOSE), at):
                fillers = FILLERS.match(self.response, cue.end(), at)
                if fillers is None or fillers.end() < at:
                    continue
                values = list(self._values(start, cue.start()))
                if values and not self._same(values[-1]) and cue.start() - values[-1][1] <= _FEW * 6:
                    return True
        return False

    def _values(self, start: int, end: int) -> Iterator[Span]:
        return self.reading.values(self.response, (start, end), self.normalize)

    def _same(self, span: Span) -> bool:
        return self.reading.same(self.response, self.answer, span, self.normalize)


def _denied(response: str, at: int, end: int) -> bool:
    return REFUTED.match(response, at, end) is not None


def _may_leave_open(text: str, cues: frozenset[str]) -> bool:
    if len(text) < _SHORT or text == _OPENS:
        return False
    if not cues.isdisjoint(_WORDS.findall(text.lower())):
        return True
    return not text.isascii() or any(mark in text for mark in _MARKS)


def _pieces(response: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the rest of the answer's sentence, which may be empty, and the next sentences."""
    count, at = 0, start
    for found in _ENDS.finditer(response, start, stop):
        if count == 0 or response[at : found.start()].strip(" \t*_`$)]}|\\"):
            yield at, found.end() if found.group() == "?" else found.start()
            count += 1
        at = found.end()
        if count == _SENTENCES:
            return
    yield at, stop
