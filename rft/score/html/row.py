"""Results -> the JSON that the page's script reads: a short row of numbers, and the texts of some samples."""

import json
from typing import Any, Final

from reward_runtime.samples import MISSING
from reward_runtime.score import Outcome

from rft.output import printable
from rft.score.fault import Fault
from rft.score.labels.agreement import Compared
from rft.score.labels.column import Label
from rft.score.scoring import Scored
from rft.score.source.samples import Found

FAULT: Final = "fault"
OUTCOMES: Final = (*(str(each) for each in Outcome), FAULT)
"""Every way in which a sample ends, in the order of their numbers in a row."""
_LONGEST_ID: Final = 120
_LONGEST: Final = 6000
"""Characters of one text. Of a longer one, the middle is left out."""
_ABOUT_SPAN: Final = 1500


def row_of(result: Scored | Fault, compared: Compared) -> tuple[list[object], list[object]]:
    """Return the texts before and behind the group's number.

    Before: id, place, reward, outcome, dimensions. Behind: milliseconds, label, and whether they agree.
    """
    found, label = result.found, compared.label
    head: list[object] = [found.name[:_LONGEST_ID], found.response_at]
    tail: list[object] = [None if label is None else label.said[:_LONGEST_ID], int(compared.verdict)]
    if isinstance(result, Fault):
        return [*head, None, len(OUTCOMES) - 1, list[float]()], [0, *tail]
    score = result.score
    values = [round(value, 4) for value in score.dimensions.values()]
    outcome = OUTCOMES.index(str(score.outcome))
    return [*head, round(score.aggregate, 6), outcome, values], [round(result.seconds * 1000, 2), *tail]


def texts_of(result: Scored | Fault, label: Label | None) -> str:
    """Return everything that the page shows of a sample beside its row, as JSON."""
    sample = result.found.sample
    texts: dict[str, Any] = {"prompt": _short(sample.prompt, None)[0]}
    span = result.score.span if isinstance(result, Scored) else None
    if sample.response is not None:
        texts["response"], texts["span"] = _short(sample.response, span)
    if sample.reference is not MISSING:
        given = sample.reference
        texts["reference"] = _short(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False), None)[0]
    if label is not None and label.answered:
        texts["answered"] = label.answered
    if isinstance(result, Fault):
        texts |= {"fault": printable(result.says), "trace": result.trace}
    else:
        texts |= _why(result)
    if result.found.row_at != result.found.response_at:
        texts["row"] = result.found.row_at
    return json_of(texts)


def group_of(found: Found) -> str:
    """Return the prompt's end, by which the page names a group."""
    return json_of(" ".join(found.sample.prompt[-160:].split()))


def _why(scored: Scored) -> dict[str, Any]:
    score = scored.score
    return {
        "reason": score.reason,
        "rule": score.rule,
        "others": score.others,
        "reasons": dict(score.reasons),
        "said": dict(scored.said),
    }


def _short(text: str, span: tuple[int, int] | None) -> tuple[str, list[int] | None]:
    """Return a text of bounded length, and the span's place in it."""
    if len(text) <= _LONGEST:
        return text, None if span is None else list(span)
    if span is None:
        half = _LONGEST // 2
        return f"{text[:half]}{_left_out(len(text) - 2 * half)}{text[-half:]}", None
    start, end = max(0, span[0] - _ABOUT_SPAN), min(len(text), span[1] + _ABOUT_SPAN, span[0] + _LONGEST)
    before, after = (_left_out(start) if start else ""), (_left_out(len(text) - end) if end < len(text) else "")
    moved = len(before) - start
    return f"{before}{text[start:end]}{after}", [span[0] + moved, min(span[1], end) + moved]


def _left_out(count: int) -> str:
    return f" […{count} characters…] "


def json_of(value: object) -> str:
    """Return JSON that a script of the page can hold."""
    # A page in UTF-8 can hold no half of a character, and "</script" would end the script that holds this.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode().replace("<", "\\u003c")
