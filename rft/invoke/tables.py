"""Results as short Rich tables."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table

from rft.invoke.distribution import Bin, histogram, latency, spread
from rft.invoke.invocation import Pass, ScoredRow
from rft.invoke.rows import RecordedRow

_TEXT_CHARS: Final = 40
_TITLE_CHARS: Final = 62
_BAR_CHARS: Final = 30


def samples_table(rows: Sequence[RecordedRow], scores: Sequence[ScoredRow], shown: int) -> Table:
    """Return a table of the first ``shown`` samples: reference, reward, dimensions, flags, end of the response."""
    names = list(dict.fromkeys(name for score in scores for name in score.dimensions))
    headings = ["id", "reference", "reward", *names, "flags"]
    lines = [_cells(row, score, names) for row, score in list(zip(rows, scores, strict=True))[:shown]]
    table = Table(title=f"{shown} of {len(rows)} samples", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for at, heading in enumerate(headings):
        # In a narrow terminal only the response is cut, because half an id or half a score is useless.
        table.add_column(heading, no_wrap=True, min_width=max(len(line[at]) for line in [headings, *lines]))
    table.add_column("response (end)", no_wrap=True)
    for row, line in zip(rows, lines, strict=False):
        table.add_row(*line, _cut(row.response))
    return table


def _cells(row: RecordedRow, score: ScoredRow, names: Sequence[str]) -> list[str]:
    values = [f"{score.dimensions[name]:g}" if name in score.dimensions else "-" for name in names]
    flags = " ".join(name for name, value in score.flags.items() if value)
    return [row.row_id, _cut(str(row.reference)), f"{score.reward:g}", *values, flags]


def distribution_table(rewards: Sequence[float]) -> Table:
    """Return a histogram of the rewards. Its title holds mean, standard deviation and range."""
    numbers = spread(rewards)
    title = "rewards: " + ", ".join(f"{name} {value:.3f}" for name, value in numbers.items())
    table = Table("reward", "samples", "", title=title, min_width=_TITLE_CHARS, box=SIMPLE_HEAD)
    bins = histogram(rewards)
    most = max(each.count for each in bins)
    for each in bins:
        table.add_row(_edges(each), str(each.count), "█" * round(_BAR_CHARS * each.count / most))
    return table


def latency_table(passes: Sequence[Pass]) -> Table:
    """Return a table with one line per event shape: the number of invocations and their latencies."""
    headings = ("event shape", "samples", "invocations", "first ms", "p50 ms", "p95 ms", "max ms")
    table = Table(*headings, title="latency", box=SIMPLE_HEAD)
    for each in passes:
        numbers = [f"{value:g}" for value in latency(each.millis).values()]
        table.add_row(each.shape, str(len(each.scores)), *numbers)
    return table


def pairs_table(pairs: Mapping[str, object]) -> Table:
    """Return a table of names and values, one pair per line."""
    table = Table(show_header=False, box=None)
    for name, value in pairs.items():
        table.add_row(name, str(value))
    return table


def _edges(each: Bin) -> str:
    return f"{each.low:g}" if each.low == each.high else f"{each.low:.3f} .. {each.high:.3f}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_CHARS else "…" + line[1 - _TEXT_CHARS :]
