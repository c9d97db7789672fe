"""Results as short Rich tables."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rich.console import Group
from rich.table import Table

from rft.invoke.distribution import Bin, histogram, latency, spread
from rft.invoke.invocation import Pass
from rft.output import printable
from rft.records import Records, table_of

_BAR_CHARS: Final = 30
_HEADINGS: Final = MappingProxyType(
    {
        "invocations": "invocations",
        "first_ms": "first ms",
        "p50_ms": "p50 ms",
        "p95_ms": "p95 ms",
        "max_ms": "max ms",
    }
)


def distribution_table(rewards: Sequence[float]) -> Group:
    """Return a histogram of the rewards, below a line with their mean, standard deviation and range."""
    told = "rewards: " + ", ".join(f"{name} {value:.3f}" for name, value in spread(rewards).items())
    return Group(told, bars(histogram(rewards)))


def bars(bins: Sequence[Bin]) -> Table:
    """Return a histogram as a table, with a bar for each bin."""
    most = max(each.count for each in bins)
    rows = [[_edges(each), str(each.count), "█" * round(_BAR_CHARS * each.count / most)] for each in bins]
    return table_of(["reward", "samples", ""], rows)


def latency_table(passes: Sequence[Pass]) -> Group:
    """Return a table with one line per event shape: the number of invocations and their latencies."""
    rows = [
        {
            "event shape": each.shape,
            "samples": str(len(each.scores)),
            **{_HEADINGS[name]: f"{value:g}" for name, value in latency(each.millis).items()},
        }
        for each in passes
    ]
    return Group("time of each invocation", Records(list(rows[0]), rows))


def pairs_table(pairs: Mapping[str, object]) -> Table:
    """Return a table of names and values, one pair per line."""
    table = Table.grid(padding=(0, 2))
    for name, value in pairs.items():
        table.add_row(printable(name), printable(str(value)))
    return table


def _edges(each: Bin) -> str:
    return f"{each.low:g}" if each.low == each.high else f"{each.low:.3f} .. {each.high:.3f}"
