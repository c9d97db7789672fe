"""``SamplesTable``: samples and their scores. Ids and numbers are whole at any width; only texts are cut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table

from rft.invoke.invocation import ScoredRow
from rft.invoke.rows import RecordedRow
from rft.output import printable
from rft.records import fits, table_of, width_of

_RESPONSE: Final = "response (end)"
_LEAST_RESPONSE: Final = 36
"""Columns that hold the end of a response with its answer, such as ``\\boxed{negative}<|end_of_solution|>``."""
_LEAST_REFERENCE: Final = 16
_MOST_REFERENCE: Final = 40
_MOST_RESPONSE: Final = 100
_GAP: Final = 2
"""Columns between two columns of a table."""


@dataclass(frozen=True)
class SamplesTable:
    """One table if its texts have room beside the numbers, else the texts in a table below them.

    If not even the numbers fit side by side, they are in several tables, each with the ids.
    """

    headings: Sequence[str]
    """Headings of the numbers; the first is that of the id."""
    numbers: Sequence[Sequence[str]]
    """One line a sample, as wide as the headings."""
    texts: Mapping[str, Sequence[str]]
    """Heading -> one text a sample; the last one is the response."""
    title: str
    """Line above the first table."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the tables for the console's width."""
        yield self.title
        taken = width_of(table_of(self.headings, self.numbers), console, options)
        room = options.max_width - taken
        if room >= sum(_GAP + width for width in self._least().values()):
            yield self._with_texts(self.headings, self.numbers, room)
            return
        for at in self._parts(console, options):
            yield self._numbers(at)
            yield ""
        ids = table_of(self.headings[:1], [line[:1] for line in self.numbers])
        room = options.max_width - width_of(ids, console, options)
        yield self._with_texts(self.headings[:1], [line[:1] for line in self.numbers], room)

    def _parts(self, console: Console, options: ConsoleOptions) -> Iterator[list[int]]:
        """Yield the columns of each table of numbers: the id, and as many others as fit beside it."""
        part = [0]
        for at in range(1, len(self.headings)):
            if len(part) > 1 and not fits(self._numbers([*part, at]), console, options):
                yield part
                part = [0]
            part.append(at)
        yield part

    def _numbers(self, columns: Sequence[int]) -> Table:
        return table_of([self.headings[at] for at in columns], [[line[at] for at in columns] for line in self.numbers])

    def _with_texts(self, headings: Sequence[str], lines: Sequence[Sequence[str]], room: int) -> Table:
        widths = self._widths(room - _GAP * len(self.texts))
        cut = [[_cut(text, widths[name]) for text in texts] for name, texts in self.texts.items()]
        rows = [[*line, *texts] for line, texts in zip(lines, zip(*cut, strict=True), strict=True)]
        return table_of([*headings, *self.texts], rows)

    def _least(self) -> dict[str, int]:
        return {
            name: min(self._longest(name), _LEAST_RESPONSE if name == _RESPONSE else _LEAST_REFERENCE)
            for name in self.texts
        }

    def _widths(self, room: int) -> dict[str, int]:
        """Share the room. The response gives way first, down to its least; then the reference."""
        response = min(self._least()[_RESPONSE], max(1, room * 2 // 3))
        widths: dict[str, int] = {}
        for name in self.texts:
            others, most = (0, _MOST_RESPONSE) if name == _RESPONSE else (response, _MOST_REFERENCE)
            widths[name] = max(1, min(self._longest(name), most, room - sum(widths.values()) - others))
        return widths

    def _longest(self, name: str) -> int:
        return max(cell_len(name), *(cell_len(_line(text)) for text in self.texts[name]))


def samples_table(rows: Sequence[RecordedRow], scores: Sequence[ScoredRow], shown: int) -> SamplesTable:
    """Return a table of the first ``shown`` samples: reward, dimensions, flags, reference, end of the response."""
    names = list(dict.fromkeys(name for score in scores for name in score.dimensions))
    lines = [_numbers_of(score, names) for score in scores[:shown]]
    flagged = [] if any(line[-1] for line in lines) else [len(names) + 2]
    headings = ["id", "reward", *names, "flags"]
    kept = [at for at in range(len(headings)) if at not in flagged]
    texts = {"reference": [str(row.reference) for row in rows[:shown]]} if _have_references(rows[:shown]) else {}
    rest = "" if shown == len(rows) else "; --json gives all"
    return SamplesTable(
        [headings[at] for at in kept],
        [[line[at] for at in kept] for line in lines],
        {**texts, _RESPONSE: [row.response for row in rows[:shown]]},
        f"{shown} of {len(rows)} samples{rest}",
    )


def _numbers_of(score: ScoredRow, names: Sequence[str]) -> list[str]:
    values = [f"{score.dimensions[name]:.4g}" if name in score.dimensions else "-" for name in names]
    flags = " ".join(name for name, value in score.flags.items() if value)
    return [score.row_id, f"{score.reward:.4g}", *values, flags]


def _have_references(rows: Sequence[RecordedRow]) -> bool:
    return any(row.reference is not None for row in rows)


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _cut(text: str, width: int) -> str:
    """Return the end of a text, with "…" in front if it is cut, in at most ``width`` columns."""
    line = _line(text)
    if cell_len(line) <= width:
        return line
    end = line[1 - width :]
    while cell_len(end) >= width:
        end = end[1:]
    return "…" + end
