"""Renders the page: the collected results of a run -> one HTML file that loads nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from reward_runtime.score import Outcome

from rft.local.stand_in import STAND_IN
from rft.page.bars import bars
from rft.page.figures import figure
from rft.page.template import templates
from rft.score.html.collected import Collected, bars_of
from rft.score.html.row import OUTCOMES
from rft.score.run import Run
from rft.score.scoring import Asked
from rft.score.tally.tally import Kind, Tally

__all__ = ["page"]

_OUTCOMES: Final = [str(each) for each in Outcome]
_COLOURS: Final = {name: f"c{at}" for at, name in enumerate(_OUTCOMES)}
_MOST_BYTES: Final = 4_500_000
"""Of rows, groups and texts; the page around them takes less than 100,000 more."""
_RIGHT: Final = {"right": "c2", "wrong": "c4"}


@dataclass(frozen=True)
class _Chart:
    title: str
    svg: Markup
    legend: Sequence[tuple[str, str, int]]
    """(Name, class of its colour, count)."""


def page(run: Run, tally: Tally, asked: Asked, collected: Collected) -> str:
    """Return the page's HTML."""
    agreement = collected.agreement
    return (
        templates(Path(__file__).parent)
        .get_template("score.html.j2")
        .render(
            title=f"Scores of {run.experiment.name}",
            subtitle=f"{', '.join(file.name for file in run.files)}: {tally.samples} samples, "
            f"reward {run.experiment.reward}, range {figure(run.reward.floor)} to {figure(run.reward.ceiling)}",
            judged=_judged(run, asked),
            stands_in=run.judged_by == STAND_IN,
            figures=list(_figures(tally, asked)),
            charts=list(_charts(collected, tally.names)),
            agreement=agreement.figures() if agreement is not None and agreement.samples else None,
            disagreements=0 if agreement is None else agreement.false_positives + agreement.false_negatives,
            files=[(file, int(n), figure(total / n)) for file, (n, total) in collected.by_file.items() if n],
            kinds=[("fault", each) for each in _kinds(tally.faults)] + [("row", e) for e in _kinds(tally.unscorable)],
            bad_lines=tally.first_bad,
            bad_count=tally.bad_lines,
            names=tally.names,
            outcomes=OUTCOMES,
            listed=len(collected.listed),
            samples=collected.samples,
            rows=Markup(_data(collected, tally.names)),  # noqa: S704 -- JSON in which every < is escaped
        )
    )


def _judged(run: Run, asked: Asked) -> str:
    if run.function is not None:
        from rft.deployed.about import about

        return " ".join(about(run.function.callee))
    if not run.reward.judged:
        return ""
    from rft.score.judge import BY_STAND_IN

    kept = f" {asked.kept} scores were kept from an earlier run." if asked.kept else ""
    if not run.by_model:
        return BY_STAND_IN + kept
    tokens = f"{asked.input_tokens} tokens read and {asked.output_tokens} written"
    return f"Judged by {run.judged_by}: {asked.questions} questions, {asked.calls} calls, {tokens}.{kept}"


def _figures(tally: Tally, asked: Asked) -> Iterator[tuple[str, str]]:
    rewards, groups = tally.rewards, tally.groups.sums()
    yield "samples", str(tally.samples)
    if rewards.count:
        yield "mean reward", f"{rewards.mean:.3f}"
        yield "standard deviation", f"{rewards.stddev:.3f}"
    yield from ((f"{outcome}".replace("_", " "), str(count)) for outcome, count in tally.outcomes.most_common())
    if tally.failed:
        yield "failed", str(tally.failed)
    if groups.groups:
        yield "groups", str(groups.groups)
        yield "flat groups", str(groups.flat)
        yield "mean spread of a group", f"{groups.spread / groups.groups:.3f}"
    if asked.calls:
        yield "calls of the judge", str(asked.calls)
    if asked.invocations:
        yield "calls of the function", str(asked.invocations)


def _charts(collected: Collected, names: Sequence[str]) -> Iterator[_Chart]:
    if not collected.rewards:
        return
    yield _chart("reward", collected.axis, collected.rewards, _OUTCOMES, _COLOURS)
    if collected.agreement is not None and collected.labels:
        title = f"{collected.agreement.column.dimension}, by the known label"
        yield _chart(title, collected.share, collected.labels, list(_RIGHT), _RIGHT)
    for name in names if len(names) > 1 else ():
        yield _chart(name, collected.share, collected.dimensions[name], _OUTCOMES, _COLOURS)


def _chart(title: str, axis: Any, counts: Any, parts: list[str], colours: dict[str, str]) -> _Chart:
    sums = {part: sum(n for (_, each), n in counts.items() if each == part) for part in parts}
    shown = [part for part in parts if sums[part]]
    legend = [(part.replace("_", " "), colours[part], sums[part]) for part in shown]
    return _Chart(title, bars(title, axis, bars_of(counts, shown), colours), legend)


def _kinds(kinds: dict[str, Kind]) -> Iterator[dict[str, Any]]:
    for says, kind in kinds.items():
        more = f" and {kind.count - len(kind.places)} more" if kind.count > len(kind.places) else ""
        trace = "" if kind.first is None else kind.first.trace
        yield {"says": says, "count": kind.count, "at": ", ".join(kind.places) + more, "trace": trace}


def _data(collected: Collected, names: Sequence[str]) -> str:
    """Return the script's data: rows, ends of prompts by group, and texts by row."""
    quoted = ",".join(f'"{name}"' for name in names)
    outcomes = ",".join(f'"{name}"' for name in OUTCOMES)
    return f'{{"names":[{quoted}],"outcomes":[{outcomes}],{collected.listed.json(_MOST_BYTES)}}}'
