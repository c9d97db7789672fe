"""A comparison as JSON, and as tables for the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import RenderableType

from rft.compare.shift import Flips, Pair, Shifts
from rft.compare.side import Results
from rft.records import table_of

__all__ = ["CostDelta", "Sides", "as_json", "attack_delta", "cost_delta", "cost_in_words", "movers", "tables"]

Sides = tuple[tuple[str, Results], tuple[str, Results]]
"""Name and results of each side."""
_SHOWN: Final = 10


def movers(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """Return the samples whose reward moved most, at most this many: those that lose most first, then gainers."""
    moved = sorted((pair for pair in pairs if pair.moved), key=lambda pair: pair.shift)
    lose, gain = [pair for pair in moved if pair.shift < 0], [pair for pair in moved if pair.shift > 0]
    room = max(most // 2, most - len(gain))
    lose = lose[:room]
    return [*lose, *gain[max(0, len(gain) - most + len(lose)) :]]


def attack_delta(sides: Sides) -> dict[str, list[str]] | None:
    """Return which findings of an attack went, came, and changed in severity; ``None`` if a side was not attacked."""
    before, after = sides[0][1].findings, sides[1][1].findings
    if before is None or after is None:
        return None
    gone = [f"{severity}: {name}" for name, severity in before.items() if name not in after]
    new = [f"{severity}: {name}" for name, severity in after.items() if name not in before]
    both = [(name, severity, after[name]) for name, severity in before.items() if name in after]
    changed = [f"{name}: {was} before, {now} now" for name, was, now in both if was != now]
    return {"gone": gone, "new": new, "changed": changed}


@dataclass(frozen=True)
class CostDelta:
    """B's judge less A's."""

    calls: int
    input_tokens: int
    output_tokens: int
    dollars: float | None
    """``None`` if the prices are not known."""


def cost_delta(sides: Sides) -> CostDelta | None:
    """Return B's calls, tokens and dollars less A's; ``None`` if no judge was asked, or replies do not tell."""
    before, after = (results for _, results in sides)
    if not (before.asked.calls or after.asked.calls) or before.asked.invocations or after.asked.invocations:
        return None
    dollars = None if before.dollars is None or after.dollars is None else round(after.dollars - before.dollars, 6)
    return CostDelta(
        after.asked.calls - before.asked.calls,
        after.asked.input_tokens - before.asked.input_tokens,
        after.asked.output_tokens - before.asked.output_tokens,
        dollars,
    )


def cost_in_words(sides: Sides) -> str:
    """Return the difference in cost as a sentence; empty if there is none to tell."""
    delta = cost_delta(sides)
    if delta is None:
        return ""
    price = (
        "dollars unknown"
        if delta.dollars is None
        else f"{delta.dollars:+.4f} USD at the prices of the experiments' models"
    )
    return (
        f"Cost of the judge, B - A: {delta.calls:+} calls, {delta.input_tokens:+} tokens read, "
        f"{delta.output_tokens:+} written, {price}"
    )


def as_json(sides: Sides, pairs: Sequence[Pair], shifts: Shifts, flips: Flips) -> dict[str, Any]:
    """Return everything as one object."""
    cost = cost_delta(sides)
    return {
        "sides": [_side(name, results) for name, results in sides],
        "shifts": vars(shifts) | {"outcomes": [[*pair, count] for pair, count in shifts.outcomes.items()]},
        "groups": dict(vars(flips)),
        "samples": [
            {
                "id": pair.name,
                "at": pair.at,
                "group": pair.group,
                "before": pair.one.get("reward"),
                "after": pair.other.get("reward"),
            }
            for pair in pairs
        ],
        "attack": attack_delta(sides),
        "cost": None if cost is None else vars(cost),
    }


def tables(sides: Sides, pairs: Sequence[Pair], shifts: Shifts, flips: Flips) -> Iterator[RenderableType]:
    """Yield the report."""
    (one, before), (other, after) = sides
    yield f"A is {one}, B is {other}: {shifts.samples} samples that both score"
    rows = [["reward", *_means(shifts.means)], *([name, *_means(means)] for name, means in shifts.dimensions.items())]
    yield table_of(["mean", "A", "B", "B - A"], rows)
    yield f"{shifts.moved} rewards moved: {shifts.up} up, {shifts.down} down, by at most {shifts.largest:.4g}"
    if shifts.outcomes:
        yield "Outcomes: " + ", ".join(f"{count} from {a} to {b}" for (a, b), count in shifts.outcomes.items())
    yield _order(flips)
    changed = movers(pairs, _SHOWN)
    if changed:
        yield table_of(["sample", "A", "B", "B - A", "reason in B"], [_mover(pair) for pair in changed])
    yield from _costs(sides)
    if cost_delta(sides) is not None:
        yield cost_in_words(sides)
    delta = attack_delta(sides)
    if delta is not None:
        gone, new, changed = (", ".join(delta[kind]) or "none" for kind in ("gone", "new", "changed"))
        yield f"Attack at quick depth: findings that are gone: {gone}; new: {new}; of another severity: {changed}"
    elif before.findings is not None or after.findings is not None:
        yield "Attack: one of the sides is from before `rft attack`, so nothing can be compared."


def _order(flips: Flips) -> str:
    if not flips.groups:
        return "No prompt has several responses, so no order inside a group can change."
    return (
        f"{flips.groups} groups, {flips.pairs} pairs of responses to one prompt: {flips.flipped} change their order, "
        f"{flips.ties_made} become ties, {flips.ties_broken} ties are broken, in {flips.touched} groups. Flat groups: "
        f"{flips.flat[0]} in A, {flips.flat[1]} in B. An advantage changes by {flips.gradient:.3f} on average."
    )


def _costs(sides: Sides) -> Iterator[str]:
    for name, results in sides:
        asked = results.asked
        if asked.invocations:
            judge = f" Its judge, {results.judge}, is not counted: a reply does not tell it." if results.judge else ""
            yield f"{name}: {asked.invocations} calls of the deployed function.{judge}"
        elif asked.calls:
            yield (
                f"{name}: {asked.calls} calls of the {results.judge}, {asked.input_tokens} tokens read, "
                f"{asked.output_tokens} written"
            )


def _means(means: tuple[float, float]) -> list[str]:
    return [f"{means[0]:.4f}", f"{means[1]:.4f}", f"{means[1] - means[0]:+.4f}"]


def _mover(pair: Pair) -> list[str]:
    reasons: dict[str, str] = pair.other.get("reasons", {})
    why = " ".join([str(pair.other.get("reason", "")), *(f"{name}={code}" for name, code in reasons.items())])
    return [pair.name, f"{pair.one['reward']:.4g}", f"{pair.other['reward']:.4g}", f"{pair.shift:+.4g}", why]


def _side(name: str, results: Results) -> dict[str, Any]:
    findings = None if results.findings is None else dict(results.findings)
    return {
        "name": name,
        "judge": results.judge,
        "asked": vars(results.asked),
        "seconds": round(results.seconds, 2),
        "findings": findings,
    }
