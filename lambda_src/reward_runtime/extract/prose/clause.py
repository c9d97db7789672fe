"""The answer in an announced clause: all of it, or as much of it as can be read."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import Normalize, Span
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.prose.doubt import DENIED_BEFORE, JOINED
from reward_runtime.extract.prose.reading import WORDS

__all__ = ["bare", "main_clause", "rest_of_line", "sentence_end"]

_LEAD: Final = " \t\r*_`$:"
_TRAIL: Final = " \t\r*_`$.\u3002"
_SENTENCE: Final = re.compile(r"(?<!\bi\.e)(?<!\be\.g)[.!?;](?=[\"')*_$\]\u201d]{0,4}\s)|[\u3002\uff01\uff1f\uff1b]")
_SENTENCE_END: Final = re.compile(r"[.!?](?=[\"')*_$\]\u201d}]{0,4}(?:\s|$))|;\s|[\u3002\uff01\uff1f\uff1b]")
_REASON: Final = re.compile(
    r"\s(?:because|since|as it|as the|as there|due to|given that|which|so that|but not|and not|rather than"
    r"|despite|in spite of|even though|although|unlike|not)(?!\w)"
    r"|,\s(?:and|because|since|as|so|which|not|despite|in spite of|even though|although|unlike|i\.e\.|that is"
    r"|and not)(?!\w)|\s[-\u2013\u2014]{1,2}\s"
    r"|:\s|\s?\(|\s?\uff08|\uff0c|因为|,\s(?:denn|weil|car|parce|porque|perché|потому)(?!\w)",
    re.IGNORECASE,
)
_EITHER: Final = re.compile(r"(?:either|maybe|perhaps|possibly|entweder|soit)\s+", re.IGNORECASE)
_PAUSE: Final = re.compile(r"[,;:.(]")
_DENIES: Final = re.compile(
    r"\b(?:no|not|never|hardly|barely|if|unless|maybe|perhaps|possibly)\b|n['\u2019]t\b", re.IGNORECASE
)
_NEAR: Final = 40
"""Characters of a clause in which its first two words are looked for."""
_LONGEST: Final = 400
"""Characters of a clause that are searched for its end."""


def rest_of_line(response: str, clause: Span, normalize: Normalize) -> Sequence[Span]:
    """All of the clause if it can be read, else its first sentence, else the sentence without its reason.

    A box in it is opened. If it only joins answers that differ ("A or B", "70, 60"), it gives each of them.
    """
    boxes = boxed("last")(response, [clause])
    if boxes is not None:
        return [boxes.span]
    whole = bare(response, clause)
    if whole is None or DENIED_BEFORE.search(_first_words(response[whole[0] : whole[0] + _NEAR])):
        return []
    for stop in (whole[1], *_stops(response, whole)):
        span = bare(response, (whole[0], stop))
        if span is not None and _reads(response, span, normalize):
            return [span, *_another(response, stop, whole[1], normalize)]
    return _joined(response, whole, normalize) or _explained(response, whole, normalize)


def _explained(response: str, whole: Span, normalize: Normalize) -> list[Span]:
    """The text before the first comma, if the rest neither denies it nor names anything."""
    end = min(whole[1], whole[0] + _LONGEST)
    comma = response.find(",", whole[0], end)
    span = bare(response, (whole[0], comma)) if comma >= 0 else None
    if span is None or not _reads(response, span, normalize) or _DENIES.search(response, comma, end):
        return []
    return [] if any(WORDS.values(response, (comma, end), normalize)) else [span]


def _first_words(text: str) -> str:
    return " ".join(_PAUSE.split(text, maxsplit=1)[0].split()[:2])


def _another(response: str, at: int, end: int, normalize: Normalize) -> list[Span]:
    """The answer of a sentence of its own that begins with *or*."""
    joint = JOINED.match(response, at, end)
    span = bare(response, (joint.end(), sentence_end(response, joint.end(), end))) if joint else None
    return [span] if span is not None and _reads(response, span, normalize) else []


def bare(response: str, span: Span, *, dollars: bool = False) -> Span | None:
    """Return the span without the blanks, the markdown, the full stop and, unless kept, the ``dollars`` around it."""
    start, end = span
    text = response[start:end]
    start += len(text) - len(text.lstrip(_LEAD.replace("$", "") if dollars else _LEAD))
    text = response[start:end].rstrip(_TRAIL.replace("$", "") if dollars else _TRAIL)
    return (start, start + len(text)) if text else None


def main_clause(response: str, span: Span) -> int:
    """Return the end of the first sentence, or of its main clause if a reason follows it."""
    stops = _stops(response, span)
    return stops[-1] if stops else span[1]


def sentence_end(response: str, start: int, end: int) -> int:
    """Return the end of the first sentence of a part."""
    found = _SENTENCE_END.search(response, start, end)
    return found.start() if found else end


def _stops(response: str, span: Span) -> list[int]:
    end = min(span[1], span[0] + _LONGEST)
    sentence = _SENTENCE.search(response, span[0], end)
    stops = [] if sentence is None else [sentence.start()]
    reason = _REASON.search(response, span[0] + 1, stops[0] if stops else end)
    return [*stops, reason.start()] if reason else stops


def _reads(response: str, span: Span, normalize: Normalize) -> bool:
    return normalize(response[slice(*span)]) is not None


def _joined(response: str, span: Span, normalize: Normalize) -> list[Span]:
    """The answers of a clause that joins them; none if one of its parts is not an answer."""
    end = min(main_clause(response, span), span[0] + _LONGEST)
    either = _EITHER.match(response, span[0], end)
    parts: list[Span] = []
    at = either.end() if either else span[0]
    for joint in JOINED.finditer(response, at, end):
        parts.append((at, joint.start()))
        at = joint.end()
    found = [part for each in [*parts, (at, end)] if (part := bare(response, each)) is not None]
    return found if len(found) > 1 and all(_reads(response, part, normalize) for part in found) else []
