"""A calibration as JSON, and as tables for the terminal."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from rich.console import RenderableType

from rft.calibrate.judges.deployed import NOT_ASKED, UNASKED_CHECKS
from rft.calibrate.labels.labels import Labels
from rft.calibrate.labels.nothing import unjudged
from rft.calibrate.measure import Figures
from rft.calibrate.run import Calibrated, Measured, smallest
from rft.calibrate.verdict import Verdict, labels_needed, shown
from rft.deployed.about import about
from rft.money import money
from rft.records import table_of

__all__ = ["as_json", "calls_of", "ceiling_of", "heading", "tables"]


def as_json(found: Sequence[Calibrated], labels: Labels) -> dict[str, Any]:
    """Return everything as one object. An unknown value is null."""
    best = smallest(found)
    return {
        "labels": {
            "column": labels.column,
            "responses": len(labels.responses),
            "range": list(labels.span),
            "given": [round(each, 6) for each in labels.given],
            "unlabelled": labels.unlabelled,
            "unjudged": sum(labels.unjudged.values()),
            "unjudged_by_reason": dict(labels.unjudged),
            "gated": dict(labels.gated),
            "notes": list(labels.notes),
        },
        "judges": [_judge(each) for each in found],
        "smallest_trusted": None if best is None else best.candidate.name,
    }


def tables(found: Sequence[Calibrated], labels: Labels) -> Iterator[RenderableType]:
    """Yield the report."""
    yield from heading(labels)
    for name in labels.dimensions:
        yield from _dimension(name, found)
    for each in found:
        if not each.candidate.trivial:
            yield from _checks(each)
    yield _conclusion(found)


def heading(labels: Labels) -> Iterator[str]:
    """Yield the number of labels, those left out, and oddities."""
    more = [f"{labels.unlabelled} without a label" if labels.unlabelled else "", unjudged(labels.unjudged)]
    left = ", ".join(each for each in more if each)
    (worst, best), (low, high) = labels.span, labels.given
    given = f"ratings {low:g} to {high:g} of {worst:g} to {best:g}"
    yield f"{len(labels.responses)} labelled responses, column {labels.column}, {given}" + (
        f"; left out: {left}" if left else ""
    )
    for name, count in labels.gated.items():
        yield f"{count} labels on {name} are gated: a dimension in code leaves no score there, so no judge is asked."
    yield from (f"Note: {each}." for each in labels.notes)


def _dimension(name: str, found: Sequence[Calibrated]) -> Iterator[RenderableType]:
    first = found[0].dimensions[name].figures
    yield f"Dimension {name}: {ceiling_of(first)}"
    headings = ["judge", "Spearman", "Kendall", "weighted kappa", "of ceiling", "ECE", "Brier", "verdict"]
    rows = [_row(each, each.dimensions[name]) for each in found]
    yield table_of(headings, rows)


def ceiling_of(found: Figures) -> str:
    """Return the human ceiling in words."""
    if not found.ceiling.known:
        return "most responses have one rating, so no human ceiling is known"
    who = "one of two people would agree with two others" if found.in_pairs else "one person agrees with the others"
    return f"{who}: Spearman {shown(found.ceiling)}, weighted kappa {shown(found.ceiling_kappa)}"


def _row(found: Calibrated, measured: Measured) -> list[str]:
    own = measured.figures
    share = f"{round(own.share.value, 2) + 0.0:.0%}" if own.share.known else "-"
    figures = [shown(own.spearman), shown(own.kendall), shown(own.kappa), share]
    return [found.candidate.name, *figures, f"{own.calibration_error:.2f}", f"{own.brier:.2f}", str(found.verdict)]


def _checks(found: Calibrated) -> Iterator[RenderableType]:
    for name, measured in found.dimensions.items():
        yield f"{found.candidate.name} on {name}: {found.verdict}"
        yield table_of(["check", "", "found"], [[each.name, str(each.state), each.says] for each in measured.checks])
        needed = labels_needed(measured.figures)
        if needed is not None:
            yield f"About {needed} labels would decide on the order; there are {measured.figures.labels}."
    if found.unlabelled:
        told = "; ".join(f"{name}: {why}" for name, why in found.unlabelled.items())
        yield f"Not measured, so nothing is known of it: {told}."
    cost = found.cost
    if found.candidate.function is not None:
        yield from about(found.candidate.function.callee)
        yield NOT_ASKED
        yield f"A response takes {cost.median_ms:.0f} ms of its call, 95 % at most {cost.slow_ms:.0f} ms."
        return
    price = "prices unknown" if cost.dollars is None else money(cost.dollars)
    yield (
        f"For a thousand responses: {price}, {cost.input_tokens:.0f} tokens read, {cost.output_tokens:.0f} written; "
        f"a call takes {cost.median_ms:.0f} ms, 95 % at most {cost.slow_ms:.0f} ms. "
        f"{calls_of(found)}"
    )


def calls_of(found: Calibrated) -> str:
    """Return how many answers are new, and how old the others are."""
    now = f"{found.cost.new_calls} calls were made now"
    if found.cost.made is None:
        return f"{now}."
    oldest, newest = found.cost.made
    return f"{now}; the answers are of {oldest}{'' if oldest == newest else f' to {newest}'}."


def _conclusion(found: Sequence[Calibrated]) -> str:
    best = smallest(found)
    real = [each for each in found if not each.candidate.trivial]
    if best is None:
        said = ", ".join(f"{each.candidate.name} {each.verdict}" for each in real) or "only trivial judges were asked"
        return f"No judge is trusted: {said}."
    others = [each for each in real if each is not best and each.verdict is Verdict.TRUSTED]
    return f"Trusted: {best.candidate.name}" + (f", the cheapest of {len(others) + 1}." if others else ".")


def _judge(found: Calibrated) -> dict[str, Any]:
    return {
        "judge": found.candidate.name,
        **_deployed(found),
        "trivial": found.candidate.trivial,
        "verdict": str(found.verdict),
        "dimensions": {name: _measured(each) for name, each in found.dimensions.items()},
        "unlabelled": dict(found.unlabelled),
        "cost": _plain(asdict(found.cost)),
    }


def _deployed(found: Calibrated) -> dict[str, Any]:
    function = found.candidate.function
    return {} if function is None else {"function_arn": function.callee.arn, "not_measured": sorted(UNASKED_CHECKS)}


def _measured(found: Measured) -> dict[str, Any]:
    told = cast("dict[str, Any]", _plain(asdict(found.figures)))
    return {
        **told,
        "labels_needed": labels_needed(found.figures),
        "checks": [{"name": each.name, "state": str(each.state), "says": each.says} for each in found.checks],
    }


def _plain(value: object) -> Any:
    """Return the value with six digits, and ``None`` for NaN, which JSON lacks."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("Sequence[object]", value)]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
