"""A run as tables for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from rft.invoke.tables import bars
from rft.output import printable
from rft.records import table_of
from rft.score.labels.agreement import Agreement, Verdict
from rft.score.run import Run
from rft.score.samples_list import number, samples_list
from rft.score.scoring import Asked
from rft.score.tally.tally import Kind, Tally
from rft.score.text import end, start

_PROMPT_COLUMNS: Final = 40
_RESPONSE_COLUMNS: Final = 300
_LONGEST_TRACE: Final = 60
"""Lines of a traceback; of a longer one, as of an endless recursion, the middle is left out."""


def report(
    tally: Tally, run: Run, asked: Asked, width: int, agreement: Agreement | None = None
) -> Iterator[RenderableType]:
    """Yield the parts of the report that have something to say.

    Args:
        tally: the counts.
        run: the scored samples.
        asked: the questions to the judge.
        width: columns of the terminal.
        agreement: the comparison with known labels, if there are any.
    """
    if run.function is not None:
        from rft.deployed.about import about

        # Text of its own, because an ARN on two lines cannot be copied.
        yield from about(run.function.callee)
    elif run.reward.judged:
        yield Text(_judged(run, asked))
    if tally.rewards.count:
        yield from _samples(tally, tally.names, width)
        yield _distribution(tally, tally.names)
    if tally.groups.listed:
        yield _groups(tally)
    if agreement is not None and agreement.samples:
        yield _agreement(agreement, width)
    # Lines and not a table, because a place that is folded cannot be copied.
    parts = [part for part in (_unscorable(tally), _bad_lines(tally), _faults(tally)) if part]
    for at, part in enumerate(parts):
        yield from (["", *part] if at else part)


def _judged(run: Run, asked: Asked) -> str:
    from rft.score.judge import BY_STAND_IN

    if not run.by_model:
        return BY_STAND_IN
    tokens = f"{asked.input_tokens} tokens read and {asked.output_tokens} written"
    return f"Judged by {run.judged_by}: {asked.questions} questions, {asked.calls} calls, {tokens}."


def _samples(tally: Tally, names: Sequence[str], width: int) -> Iterator[RenderableType]:
    groups, scored = tally.shown.groups(), tally.rewards.count
    shown = sum(map(len, groups))
    lines = samples_list(groups, names, width) if shown else ()
    more = [f"{shown} of {scored} samples are shown; --show {scored} shows all."] if shown < scored else []
    yield Group(*lines, *more)


def _distribution(tally: Tally, names: Sequence[str]) -> Group:
    rewards, means = tally.rewards, tally.means()
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in tally.outcomes.most_common())
    return Group(
        f"{rewards.count} rewards: mean {rewards.mean:.3f}, stddev {rewards.stddev:.3f}; {outcomes}",
        bars(rewards.bins()),
        "dimensions, on average: " + ", ".join(f"{name} {means[name]:.3f}" for name in names),
    )


def _groups(tally: Tally) -> Group:
    sums, listed = tally.groups.sums(), tally.groups.listed
    flat = f"{sums.flat} flat: training learns nothing from them" if sums.flat else "none is flat"
    spread = f"a spread of {sums.spread / sums.groups:.3f} on average"
    rows = [
        [str(group.size), *map(number, (group.low, group.high, group.spread)), end(prompt, _PROMPT_COLUMNS)]
        for prompt, group in listed
    ]
    more = [f"{len(listed)} of {sums.groups} groups are shown."] if sums.groups > len(listed) else []
    return Group(
        f"{sums.groups} groups of {sums.samples} responses in all: {spread}; {flat}",
        table_of(["responses", "min", "max", "spread", "prompt (end)"], rows),
        *more,
    )


def _agreement(agreement: Agreement, width: int) -> Group:
    kappa = "" if agreement.kappa is None else f", Cohen's kappa {agreement.kappa:.3f}"
    counts = agreement.counts
    rows = [
        [f"label: {word}", str(counts[right, True]), str(counts[right, False])]
        for word, right in (("right", True), ("wrong", False))
    ]
    parts: list[RenderableType] = [
        f"{agreement.samples} labels in {agreement.column.name}: {agreement.column.dimension} agrees with "
        f"{100 * agreement.agreed:.1f} %{kappa}",
        table_of(["", "reward: right", "reward: wrong"], rows),
    ]
    for verdict, title in ((Verdict.FALSE_POSITIVE, "False positives"), (Verdict.FALSE_NEGATIVE, "False negatives")):
        shown = agreement.worst(verdict)
        parts += [f"{title}, the worst {len(shown)}:"] if shown else []
        for label, scored in shown:
            read = f", answer read: {label.answered}" if label.answered else ""
            reward = number(scored.score.aggregate)
            parts.append(f"  {printable(scored.found.name)}: reward {reward}, label {label.said}{read}")
            parts.append(Text(f"    {end(scored.found.sample.response or '', width - 4)}", style="dim"))
    return Group(*parts)


def _unscorable(tally: Tally) -> list[str]:
    if not tally.unscorable:
        return []
    count = sum(kind.count for kind in tally.unscorable.values())
    kinds = [f"  {reason}: {kind.count}, at {_places(kind)}" for reason, kind in tally.unscorable.items()]
    return [f"Unscorable rows, on which no response could score: {count} of {tally.samples}.", *kinds]


def _bad_lines(tally: Tally) -> list[str]:
    if not tally.bad_lines:
        return []
    left = tally.bad_lines - len(tally.first_bad)
    lines = [f"  {bad.at}: {bad.says}" for bad in tally.first_bad]
    return [
        f"Lines without a row that can be read: {tally.bad_lines}.",
        *lines,
        *([f"  and {left} more"] if left else []),
    ]


def _faults(tally: Tally) -> list[str]:
    if not tally.faults:
        return []
    kinds = [line for says, kind in tally.faults.items() for line in _fault(says, kind)]
    return [f"{tally.failed} of {tally.samples} samples have no score.", *kinds]


def _places(kind: Kind) -> str:
    more = kind.count - len(kind.places)
    return ", ".join(kind.places) + (f" and {more} more" if more else "")


def _fault(says: str, kind: Kind) -> Iterator[str]:
    yield ""
    yield f"{kind.count} x {says}"
    yield f"  at {_places(kind)}"
    fault = kind.first
    if fault is None:
        return
    response = fault.found.sample.response
    yield f"  the first is {fault.found.name}; its response: {start(response or '', _RESPONSE_COLUMNS)}"
    lines = fault.trace.splitlines()
    if len(lines) > _LONGEST_TRACE:
        half = _LONGEST_TRACE // 2
        lines = [*lines[:half], f"  ... {len(lines) - 2 * half} lines are left out ...", *lines[-half:]]
    yield from (f"  {line}" for line in lines)
