"""``Listed``: the samples in the page's table: the first ones, and those of all that are worth a look."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from rft.score.fault import Fault
from rft.score.html.picks import Picks
from rft.score.html.row import group_of, json_of, row_of, texts_of
from rft.score.labels.agreement import Compared
from rft.score.scoring import Scored
from rft.score.tally.groups import prompt_key

__all__ = ["MOST_ROWS", "Listed"]

MOST_ROWS: Final = 10_000
"""Samples in the table. All are counted in the charts."""
_MOST_BEYOND: Final = 2_000
"""Rows beyond the first that are held before those that were displaced are dropped."""


class _Row(NamedTuple):
    head: Sequence[object]
    """The text before the group's number."""
    tail: Sequence[object]
    key: bytes
    """Of its prompt."""
    group: str
    """The prompt's end as JSON."""


class Listed:
    """Takes samples in order. Of any number, the table's rows and the texts to show are in memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self._picks = Picks()
        self._first: list[_Row] = []
        self._beyond: dict[int, _Row] = {}

    def add(self, number: int, result: Scored | Fault, compared: Compared, ranks: Mapping[str, float]) -> None:
        """Take the sample with this number, and its ranks by kind."""
        is_first = number < MOST_ROWS
        if not is_first and not self._picks.ranked(ranks):
            return
        if self._picks.wants(ranks):
            self._picks.add(number, texts_of(result, compared.label), ranks)
        found = result.found
        row = _Row(*row_of(result, compared), prompt_key(found.sample.prompt), group_of(found))
        if is_first:
            self._first.append(row)
            return
        self._beyond[number] = row
        if len(self._beyond) > _MOST_BEYOND:
            self._drop()

    def _drop(self) -> None:
        kept = self._picks.numbers()
        self._beyond = {number: row for number, row in self._beyond.items() if number in kept}

    def json(self, most: int) -> str:
        """Return rows, groups and texts as JSON, at most this many bytes unless the rows alone are more."""
        rows = self._rows()
        groups: dict[bytes, int] = {}
        ends: list[str] = []
        lines: list[str] = []
        for _, row in rows:
            at = groups.setdefault(row.key, len(ends))
            if at == len(ends):
                ends.append(row.group)
            lines.append(json_of([*row.head, at, *row.tail]))
        head = f'"rows":[{",".join(lines)}],"groups":[{",".join(ends)}]'
        at = {number: place for place, (number, _) in enumerate(rows)}
        texts = self._picks.texts(most - len(head.encode()))
        told = ",".join(f'"{at[number]}":{text}' for number, text in texts if number in at)
        return f'{head},"texts":{{{told}}}'

    def _rows(self) -> list[tuple[int, _Row]]:
        """Return the picked samples and, as far as there is room, the first ones, in order."""
        self._drop()
        picked = self._picks.numbers()
        room = MOST_ROWS - len(self._beyond) - sum(number < len(self._first) for number in picked)
        others = [number for number in range(len(self._first)) if number not in picked][:room]
        chosen = sorted([*others, *(number for number in picked if number < len(self._first))])
        return [*((number, self._first[number]) for number in chosen), *sorted(self._beyond.items())]

    def __len__(self) -> int:
        """Return the number of rows in the table."""
        return min(MOST_ROWS, len(self._first) + len(self._beyond))
