"""``Labelled``: responses that people rated: rows in the form of any platform with a column of ratings."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from reward_runtime.reward import AnyReward
from reward_runtime.score import PendingScore

from rft.failures import CallError
from rft.score.labels.column import held, number_of, truth_of
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found
from rft.score.tally.groups import prompt_key

__all__ = ["Labelled", "Labels", "labelled"]

_COLUMNS: Final = ("humans", "human", "ratings", "worth", "label", "labels")
"""Columns that are looked for, in this order."""
FEWEST: Final = 20
"""Labels; with fewer, no interval says anything."""


@dataclass(frozen=True)
class Labelled:
    """One response that the judge judges and people rated."""

    found: Found
    ratings: Mapping[str, Sequence[float]]
    """Of each judged dimension that was rated, one by each person, 0..1."""
    group: int
    """Number of its prompt."""

    @property
    def length(self) -> int:
        """Characters of the response."""
        return len(self.found.sample.response or "")


@dataclass(frozen=True)
class Labels:
    """All of a file."""

    responses: Sequence[Labelled]
    column: str
    unlabelled: int
    unjudged: int
    """Labelled responses whose score needs no judge, as those without an answer."""

    @property
    def dimensions(self) -> list[str]:
        """The dimensions with enough labels that are not all equal, in order. Equal ones order nothing."""
        return [name for name, values in self._values.items() if len(values) >= FEWEST and len(set(values)) > 1]

    @property
    def equal(self) -> list[str]:
        """The dimensions with enough labels, all of them equal."""
        return [name for name, values in self._values.items() if len(values) >= FEWEST and len(set(values)) == 1]

    @cached_property
    def _values(self) -> Mapping[str, Sequence[float]]:
        """Dimension -> mean rating of each response that has one."""
        values: dict[str, list[float]] = {}
        for each in self.responses:
            for name, ratings in each.ratings.items():
                values.setdefault(name, []).append(sum(ratings) / len(ratings))
        return values


def labelled(
    lines: Iterable[Found | BadLine],
    reward: AnyReward,
    column: str | None,
    span: tuple[float, float],
    most: int | None = None,
) -> Labels:
    """Read the labels.

    Args:
        lines: the rows.
        reward: its judged dimensions are those that labels can be about.
        column: the column of the ratings; the first of ``_COLUMNS`` that a row has if ``None``.
        span: worst and best rating.
        most: labelled responses to take, from the first on; ``None`` for all.

    Raises:
        CallError: a line is not a row, a rating is outside the span, or there are too few labels.
    """
    responses, unlabelled, unjudged = list[Labelled](), 0, 0
    groups: dict[bytes, int] = {}
    for found in lines:
        if len(responses) == most:
            break
        if isinstance(found, BadLine):
            raise CallError(f"labels: {found.at}: {found.says}")
        name = next((each for each in ([column] if column else _COLUMNS) if held(found, each) is not None), None)
        if name is None:
            unlabelled += 1
            continue
        column = name
        if not isinstance(reward.start(found.sample), PendingScore):
            unjudged += 1
            continue
        group = groups.setdefault(prompt_key(found.sample.prompt), len(groups))
        responses.append(Labelled(found, _ratings(held(found, name), reward, found.response_at, name, span), group))
    labels = Labels(responses, column or "", unlabelled, unjudged)
    if labels.equal and not labels.dimensions:
        name = labels.equal[0]
        raise CallError(
            f"labels: {labels.column}: got {len(responses)} responses that people find equally good in {name}, "
            "expected better and worse ones, because equal ones say nothing of a judge's order"
        )
    if not labels.dimensions:
        expected = f"at least {FEWEST} in one of the columns {', '.join(_COLUMNS)}, or --labels COLUMN"
        others = f"{labels.unlabelled} without a label, {labels.unjudged} that no judge needs to score"
        raise CallError(
            f"labels: got {len(responses)} labelled responses that are judged, beside {others}, expected {expected}"
        )
    return labels


def _ratings(
    value: object, reward: AnyReward, at: str, column: str, span: tuple[float, float]
) -> Mapping[str, Sequence[float]]:
    judged = [dimension.name for dimension in reward.judged]
    if isinstance(value, dict):
        by_name = cast("Mapping[str, object]", value)
        return {name: _scaled(by_name[name], f"{at}: {column}.{name}", span) for name in judged if name in by_name}
    last = column.rpartition(".")[2]
    about = last if last in judged else judged[0] if len(judged) == 1 else reward.decisive
    if about not in judged:
        raise CallError(
            f"labels: {at}: {column}: got one rating for several judged dimensions, expected an object such as "
            f'{{"{judged[0]}": 0.5}}'
        )
    return {about: _scaled(value, f"{at}: {column}", span)}


def _scaled(value: object, at: str, span: tuple[float, float]) -> Sequence[float]:
    given: list[object] = [*cast("list[object]", value)] if isinstance(value, list) else [value]
    numbers = [truth_of(each) if isinstance(each, str) else number_of(each) for each in given if each is not None]
    known = [each for each in numbers if each is not None]
    if len(known) < len(numbers) or not known:
        raise CallError(
            f"labels: {at}: got {_kind(cast('object', value))}, expected a number, true or false, or a list of them"
        )
    low, high = span
    outside = next((each for each in known if not low <= each <= high), None)
    if outside is not None:
        raise CallError(
            f"labels: {at}: got {outside:g}, expected ratings from {low:g} to {high:g}; say the worst and the best "
            "that people could give, such as --range 1 5"
        )
    return [(each - low) / (high - low) for each in known]


def _kind(value: object) -> str:
    """Return the type of a value, without quoting text of the row."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return type(value).__name__
