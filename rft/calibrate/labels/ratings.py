"""A row's ratings: which column holds them, and every way to write them.

A value that could be read in two ways is refused, because a rating that is misread makes a verdict on a judge wrong.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from reward_runtime.reward import AnyReward

from rft.failures import CallError
from rft.score.labels.column import held, number_of, truth_of
from rft.score.source.samples import Found

__all__ = ["COLUMNS", "Ratings"]

COLUMNS: Final = ("humans", "human", "ratings", "worth", "label", "labels")
"""Columns that are looked for."""
_NATURAL: Final = (0.0, 1.0)
"""The range in which true is 1 and false is 0."""


@dataclass
class Ratings:
    """Reads the ratings of rows, one after the other."""

    reward: AnyReward
    """Its judged dimensions are those that ratings can be about."""
    column: str | None
    """``None`` until a row with one of ``COLUMNS`` was read."""
    span: tuple[float, float]
    """Worst and best rating."""
    strange: dict[str, None] = field(default_factory=dict[str, None])
    """Keys of ratings that name no judged dimension."""
    _first: str = ""
    """The place of the column."""

    def of(self, found: Found) -> Mapping[str, Sequence[float]] | None:
        """Return dimension -> ratings 0..1, one by each person; ``None`` if the row has none.

        Raises:
            CallError: there are two columns, or a value is no rating.
        """
        name = self._column(found)
        value = None if name is None else held(found, name)
        if name is None or value is None:
            return None
        at, judged = f"labels: {found.response_at}: {name}", [dimension.name for dimension in self.reward.judged]
        if isinstance(value, dict):
            return dict(self._by_dimension(cast("Mapping[str, object]", value), at, judged)) or None
        last = name.rpartition(".")[2]
        about = last if last in judged else judged[0] if len(judged) == 1 else self.reward.decisive
        if about not in judged:
            raise CallError(
                f"{at}: got one rating for several judged dimensions, expected an object by dimension, such as "
                f'{{"{judged[0]}": 0.5}}; the dimensions are {", ".join(judged)}'
            )
        return {about: self._scaled(value, at)}

    def notes(self) -> Iterator[str]:
        """Yield a sentence if the ratings are about something else too."""
        if self.strange:
            yield f"{self.column} also rates {', '.join(self.strange)[:200]}, which the reward does not have"

    def _column(self, found: Found) -> str | None:
        """Return the column of a row: always the same, because two columns may mean two things."""
        looked_for = COLUMNS if self.column is None or self._first else (self.column,)
        there = [each for each in looked_for if held(found, each) is not None]
        known = there if self.column is None else [*dict.fromkeys([self.column, *there])]
        if len(known) > 1:
            where = found.response_at if len(there) > 1 else f"{self._first} and {found.response_at}"
            raise CallError(
                f"labels: {where}: got ratings in the columns {' and '.join(known)}, expected one column in all rows, "
                f"because two may mean two things; say which one counts, as by --labels {known[0]}, or rename it"
            )
        if there and self.column is None:
            self.column, self._first = there[0], found.response_at
        return there[0] if there else None

    def _by_dimension(
        self, value: Mapping[str, object], at: str, judged: Sequence[str]
    ) -> Iterator[tuple[str, Sequence[float]]]:
        known = [name for name in judged if name in value]
        if not known:
            got = f"the keys {', '.join(map(str, value))[:80]}" if value else "an empty object"
            raise CallError(
                f"{at}: got {got}, expected a judged dimension ({', '.join(judged)}); write the ratings of several "
                "people as a list, such as [0.5, 1]"
            )
        self.strange.update(dict.fromkeys(name for name in value if name not in self.reward.names))
        yield from ((name, self._scaled(value[name], f"{at}.{name}")) for name in known if value[name] is not None)

    def _scaled(self, value: object, at: str) -> Sequence[float]:
        given = (
            [each for each in cast("list[object]", value) if each is not None] if isinstance(value, list) else [value]
        )
        if not given:
            raise CallError(f"{at}: got a list without a rating, expected one at least; or leave the column out")
        low, high = self.span
        return [(self._number(each, at) - low) / (high - low) for each in given]

    def _number(self, value: object, at: str) -> float:
        (low, high), natural = self.span, self.span == _NATURAL
        plain = isinstance(value, bool | int | float | str) and (natural or not isinstance(value, bool | str))
        number = truth_of(value) if isinstance(value, str) else number_of(value)
        if not plain or number is None:
            form = f"a number from {low:g} to {high:g}"
            more = (
                f"{form}, true or false, a word such as wrong, or a list of them"
                if natural
                else f"{form}, or a list of them"
            )
            raise CallError(f"{at}: got {_kind(value)}, expected {more}; correct the row, or remove its rating")
        if not low <= number <= high:
            raise CallError(
                f"{at}: got {number:g}, expected ratings from {low:g} to {high:g}; say the worst and the best that "
                "people could give, such as --range 1 5"
            )
        return number


def _kind(value: object) -> str:
    """Return the type of a value, without quoting text of the row."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(value)
    if isinstance(value, int):
        return "a number with too many digits"
    if isinstance(value, str):
        return "a number in quotes" if _is_number(value) else "a text"
    return {"list": "a list in a list", "dict": "an object in a list"}.get(type(value).__name__, "something else")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
