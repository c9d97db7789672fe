"""A run as tables for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from rft.score.run import Run
from rft.score.samples_list import number, samples_list
from rft.score.scoring import Asked
from rft.score.tally.tally import Kind, Tally
from rft.score.text import end, printable, start

_BAR_COLUMNS: Final = 40
_PROMPT_COLUMNS: Final = 40
_RESPONSE_COLUMNS: Final = 300
_LONGEST_TRACE: Final = 60
"""Lines of a traceback; of a longer one, as of an endless recursion, the middle is left out."""


def report(tally: Tally, run: Run, asked: Asked, width: int) -> Iterator[RenderableType]:
    """Yield the parts of the report that have something to say.

    Args:
        tally: what was counted.
        run: what was scored.
        asked: what was asked of the judge.
        width: columns of the terminal.
    """
    reward, scored = run.reward, tally.rewards.count
    if reward.judged:
        yield from _judge(run, asked)
    if scored:
        groups = tally.shown.groups()
        shown = sum(map(len, groups))
        if shown:
            yield from samples_list(groups, reward.names, width)
        if shown < scored:
            yield f"{shown} of {scored} samples are shown; --show {scored} shows all."
        yield ""
        yield from _distribution(tally, reward.names)
    if tally.groups.listed:
        yield from _groups(tally)
    if tally.unscorable:
        yield f"{sum(each.count for each in tally.unscorable.values())} unscorable rows, by reason:"
        yield from (f"  {reason}: {kind.count}, at {_places(kind)}" for reason, kind in tally.unscorable.items())
    if tally.bad_lines:
        yield f"{tally.bad_lines} lines hold no row that can be read:"
        yield from (f"  {bad.at}: {printable(bad.says)}" for bad in tally.first_bad)
        if tally.bad_lines > len(tally.first_bad):
            yield f"  and {tally.bad_lines - len(tally.first_bad)} more"
    if tally.faults:
        yield f"The reward failed on {tally.failed} of {tally.samples} samples:"
        for says, kind in tally.faults.items():
            yield from _fault(says, kind)


def _judge(run: Run, asked: Asked) -> Iterator[RenderableType]:
    from rft.score.judge import BY_STAND_IN

    if run.in_aws:
        tokens = f"{asked.input_tokens} tokens read and {asked.output_tokens} written"
        yield Text(f"Judged by {run.judged_by}: {asked.questions} questions, {asked.calls} calls, {tokens}.")
    else:
        yield Text(BY_STAND_IN)
    yield ""


def _distribution(tally: Tally, names: Sequence[str]) -> Iterator[RenderableType]:
    rewards = tally.rewards
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in tally.outcomes.most_common())
    yield Text(f"{rewards.count} rewards: mean {rewards.mean:.3f}, stddev {rewards.stddev:.3f}; {outcomes}")
    bins = rewards.bins()
    most = max(each.count for each in bins)
    grid = _grid("reward", "samples")
    for each in bins:
        label = number(each.low) if each.low == each.high else f"{each.low:.2f} .. {each.high:.2f}"
        bar = "█" * max(round(_BAR_COLUMNS * each.count / most), int(each.count > 0))
        grid.add_row(label, str(each.count), bar)
    yield grid
    means = tally.means()
    yield Text("dimensions, on average: " + ", ".join(f"{name} {means[name]:.3f}" for name in names))
    yield ""


def _groups(tally: Tally) -> Iterator[RenderableType]:
    sums, listed = tally.groups.sums(), tally.groups.listed
    flat = f"{sums.flat} flat: training learns nothing from them" if sums.flat else "none is flat"
    spread = f"a spread of {sums.spread / sums.groups:.3f} on average"
    yield Text(f"{sums.groups} groups of {sums.samples} responses in all: {spread}; {flat}")
    grid = _grid("responses", "min", "max", "spread")
    for prompt, group in listed:
        numbers = (number(group.low), number(group.high), number(group.spread))
        grid.add_row(str(group.size), *numbers, end(prompt, _PROMPT_COLUMNS))
    yield grid
    if sums.groups > len(listed):
        yield f"{len(listed)} of {sums.groups} groups are shown."
    yield ""


def _grid(*headings: str) -> Table:
    """Return a table of numbers, with a last column for a bar or a text."""
    table = Table(box=SIMPLE_HEAD)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, overflow="ellipsis")
    return table


def _places(kind: Kind) -> str:
    more = kind.count - len(kind.places)
    return ", ".join(kind.places) + (f" and {more} more" if more else "")


def _fault(says: str, kind: Kind) -> Iterator[str]:
    yield ""
    yield f"{kind.count} x {printable(says)}"
    yield f"  at {_places(kind)}"
    fault = kind.first
    if fault is None:
        return
    response = fault.found.sample.response
    yield f"  the first is {printable(fault.found.name)}; its response: {start(response or '', _RESPONSE_COLUMNS)}"
    lines = fault.trace.splitlines()
    if len(lines) > _LONGEST_TRACE:
        half = _LONGEST_TRACE // 2
        lines = [*lines[:half], f"  ... {len(lines) - 2 * half} lines are left out ...", *lines[-half:]]
    yield from (f"  {printable(line)}" for line in lines)
