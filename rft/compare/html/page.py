"""Renders the page of a comparison."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from rft.compare.result import Sides, attack_delta, cost_in_words, movers
from rft.compare.shift import Flips, Pair, Shifts
from rft.page.axis import number_axis
from rft.page.bars import bar_at, bars
from rft.page.figures import figure
from rft.page.template import templates
from rft.score.source.samples import Found, file_samples

__all__ = ["page"]

_BARS: Final = 21
_LISTED: Final = 10_000
_WITH_TEXTS: Final = 400
_LONGEST: Final = 2000
_COLOURS: Final = {"loses": "c4", "same": "c5", "gains": "c2"}


def page(sides: Sides, pairs: Sequence[Pair], shifts: Shifts, flips: Flips, rows: Path) -> str:
    """Return the page's HTML."""
    (one, before), (other, after) = sides
    return (
        templates(Path(__file__).parent)
        .get_template("compare.html.j2")
        .render(
            title=f"{one} and {other}",
            subtitle=f"{shifts.samples} samples of {rows.name} that both score. A is {one}, B is {other}.",
            figures=_figures(shifts, flips),
            means=[("reward", shifts.means), *shifts.dimensions.items()],
            outcomes=[(a, b, count) for (a, b), count in shifts.outcomes.items()],
            chart=_chart(pairs),
            sides=[(one, before), (other, after)],
            judged=any(each.asked.calls for each in (before, after)),
            attack=attack_delta(sides),
            cost=cost_in_words(sides),
            listed=min(_LISTED, len(pairs)),
            samples=len(pairs),
            data=Markup(_data(pairs, flips, rows)),  # noqa: S704 -- JSON in which every < is escaped
        )
    )


def _figures(shifts: Shifts, flips: Flips) -> list[tuple[str, str]]:
    own = [("rewards moved", str(shifts.moved)), ("up", str(shifts.up)), ("down", str(shifts.down))]
    if not flips.groups:
        return own
    return [
        *own,
        ("groups", str(flips.groups)),
        ("pairs that change their order", f"{flips.flipped} of {flips.pairs}"),
        ("become ties", str(flips.ties_made)),
        ("ties broken", str(flips.ties_broken)),
        ("flat groups, A and B", f"{flips.flat[0]}, {flips.flat[1]}"),
        ("mean change of an advantage", figure(flips.gradient)),
    ]


def _chart(pairs: Sequence[Pair]) -> Markup:
    moves = [pair.shift for pair in pairs if pair.moved]
    size = max(map(abs, moves), default=1.0)
    axis = number_axis(-size, size, fixed=True)
    stacks: list[dict[str, int]] = [dict.fromkeys(_COLOURS, 0) for _ in range(_BARS)]
    for pair in pairs:
        if pair.scored:
            kind = "same" if not pair.moved else "gains" if pair.shift > 0 else "loses"
            stacks[bar_at(axis, pair.shift, _BARS)][kind] += 1
    return bars("B - A", axis, stacks, _COLOURS)


def _data(pairs: Sequence[Pair], flips: Flips, rows: Path) -> str:
    most = movers(pairs, _WITH_TEXTS)
    wanted = {(pair.at, pair.name) for pair in most}
    texts: dict[str, dict[str, str]] = {}
    for each in file_samples(rows, lambda _: None):
        if isinstance(each, Found) and (each.response_at, each.name) in wanted:
            prompt, response = _short(each.sample.prompt), _short(each.sample.response or "")
            texts[f"{each.response_at} {each.name}"] = {"prompt": prompt, "response": response}
    listed = [*most, *(pair for pair in pairs if (pair.at, pair.name) not in wanted)][:_LISTED]
    told = {"rows": [_row(pair) for pair in listed], "texts": texts, "flips": dict(flips.by_group)}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode().replace("<", "\\u003c")


def _row(pair: Pair) -> list[Any]:
    return [pair.name[:120], pair.at, pair.group, _side(pair.one), _side(pair.other)]


def _side(result: Any) -> list[Any]:
    """Return reward, outcome, dimensions and reasons."""
    why: list[Any] = [
        result.get("fault") or result.get("reason", ""),
        result.get("reasons", {}),
        result.get("said", {}),
    ]
    return [result.get("reward"), result.get("outcome", "fault"), result.get("dimensions", {}), *why]


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} […{len(text) - 2 * half} characters…] {text[-half:]}"
