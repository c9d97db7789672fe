"""The samples as lines: ids and numbers are whole in any terminal, and the response has the line below to itself."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reward_runtime.samples import MISSING
from reward_runtime.score import Outcome
from rich.cells import cell_len
from rich.text import Text

from rft.output import printable
from rft.score.scoring import Scored
from rft.score.text import end, start

_GAP: Final = "  "
_INDENT: Final = "    "
_EXPECTED: Final = "reference: "
_LEAST_REFERENCE: Final = 16
"""Columns; with less room than this beside the numbers, no reference is shown."""
JUDGED: Final = "judged"
"""Reason code of a dimension whose value is a judge's verdict."""


def samples_list(groups: Sequence[Sequence[Scored]], names: Sequence[str], width: int) -> Iterator[Text]:
    """Yield the lines of all samples, those of a group below a line about it.

    Args:
        groups: the samples of each prompt.
        names: the reward's dimensions.
        width: columns of the terminal.
    """
    layout = _layout(groups, names, width)
    yield from layout.head()
    for group in groups:
        if len(group) > 1:
            yield _about(group, width)
        for scored in group:
            yield from layout.sample(scored)


def number(value: float) -> str:
    """Return a reward or a value of a dimension with at most four digits."""
    return f"{value:.4g}"


def why(scored: Scored) -> str:
    """Return the reason codes of a score: the sample's own if it is not scored, and those of its dimensions.

    ``judged`` is left out, because the report says who judged.
    """
    score = scored.score
    own = [] if score.outcome is Outcome.SCORED else list(dict.fromkeys([str(score.outcome), score.reason]))
    return " ".join([*own, *(f"{name}={code}" for name, code in score.reasons.items() if code != JUDGED)])


@dataclass(frozen=True)
class _Layout:
    headings: Sequence[str]
    """Of the numbers; with line breaks if there is little room."""
    widths: Sequence[int]
    """Columns of each number."""
    id_columns: int
    """Columns of the ids; 0 if each has a line of its own, because it does not fit beside the numbers."""
    width: int

    def head(self) -> Iterator[Text]:
        parts = [heading.split("\n") for heading in self.headings]
        most = max(map(len, parts))
        for at in range(most):
            words = [each[at - most + len(each)] if at >= most - len(each) else "" for each in parts]
            name = "id" if at == most - 1 and self.id_columns else ""
            yield Text(self._line(name, words), style="bold")
        yield Text("─" * self.width)

    def sample(self, scored: Scored) -> Iterator[Text]:
        name, score = printable(scored.found.name), scored.score
        numbers = [number(score.aggregate), *(number(value) for value in score.dimensions.values())]
        if not self.id_columns:
            yield Text(name)
        line, reasons = self._line(name, numbers), why(scored)
        yield Text.assemble(line, (self._reference(scored, cell_len(line)), "dim"))
        if reasons:
            yield from (Text(_INDENT + part) for part in textwrap.wrap(reasons, self.width - len(_INDENT)))
        response = scored.found.sample.response
        said = "(no response)" if response is None else end(response, self.width - len(_INDENT)) or "(empty)"
        yield Text(_INDENT + said, style="dim")

    def _reference(self, scored: Scored, taken: int) -> str:
        """Return the reference for the room that the numbers leave; empty if there is none, or no room."""
        room, reference = self.width - taken - len(_GAP) - len(_EXPECTED), scored.found.sample.reference
        if reference is MISSING or room < _LEAST_REFERENCE:
            return ""
        # The answer is at the end of a worked solution, and an object is known by its start.
        said = end(reference, room) if isinstance(reference, str) else start(json.dumps(reference), room)
        return f"{_GAP}{_EXPECTED}{said}"

    def _line(self, name: str, numbers: Sequence[str]) -> str:
        first = [name + " " * (self.id_columns - cell_len(name))] if self.id_columns else []
        return _GAP.join([*first, *(each.rjust(columns) for each, columns in zip(numbers, self.widths, strict=True))])


def _layout(groups: Sequence[Sequence[Scored]], names: Sequence[str], width: int) -> _Layout:
    samples = [scored for group in groups for scored in group]
    columns = [[number(scored.score.aggregate) for scored in samples]]
    columns += [[number(scored.score.dimensions[name]) for scored in samples] for name in names]
    ids = max(cell_len(printable(scored.found.name)) for scored in samples)
    for broken in (False, True):
        headings = ["reward", *(name.replace("_", "_\n") if broken else name for name in names)]
        lines = [[*heading.split("\n"), *column] for heading, column in zip(headings, columns, strict=True)]
        widths = [max(map(cell_len, each)) for each in lines]
        if ids + sum(widths) + len(_GAP) * len(widths) <= width:
            return _Layout(headings, widths, ids, width)
    return _Layout(headings, widths, 0, width)


def _about(group: Sequence[Scored], width: int) -> Text:
    rewards = [scored.score.aggregate for scored in group]
    spread = f"spread {number(max(rewards) - min(rewards))}" if max(rewards) > min(rewards) else "flat"
    head = f"{len(group)} responses to one prompt, {spread}: "
    return Text(head + end(group[0].found.sample.prompt, width - len(head)), style="bold")
