"""``Labels``: the responses that a judge judges and people rated, and those left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rft.score.source.samples import Found

__all__ = ["FEWEST", "Labelled", "Labels"]

FEWEST: Final = 20
"""Labels; with fewer, no interval says anything."""


@dataclass(frozen=True)
class Labelled:
    """One response that the judge judges and people rated."""

    found: Found
    ratings: Mapping[str, Sequence[float]]
    """Of each dimension that was rated and is judged, one by each person, 0..1."""
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
    span: tuple[float, float]
    """Worst and best rating that people could give."""
    unlabelled: int = 0
    unjudged: Mapping[str, int] = field(default_factory=dict[str, int])
    """Labelled responses on which no judge is asked, by the reason: ``no_answer``, ``empty``, ``no_reference``."""
    gated: Mapping[str, int] = field(default_factory=dict[str, int])
    """Labels of a dimension that no judge is asked about, because a gate in code is shut; by dimension."""
    notes: Sequence[str] = ()
    """Oddities that do no harm."""

    @property
    def dimensions(self) -> list[str]:
        """The dimensions with enough labels that are not all equal, in order. Equal ones order nothing."""
        return [name for name, values in self._values.items() if len(values) >= FEWEST and len(set(values)) > 1]

    def lacking(self, name: str) -> str:
        """Return why a dimension cannot be measured: its labels are missing, too few or equal."""
        values = self._values.get(name, [])
        shut = f", beside {self.gated[name]} whose gate in code is shut" if self.gated.get(name) else ""
        if not values:
            return f"no labels{shut}"
        if len(values) < FEWEST:
            return f"{len(values)} labels{shut}, expected at least {FEWEST}"
        return f"{len(values)} labels that are all equal{shut}"

    @property
    def given(self) -> tuple[float, float]:
        """The worst and the best rating that was given."""
        low, high = self.span
        all_given = [each for one in self.responses for ratings in one.ratings.values() for each in ratings]
        return low + min(all_given) * (high - low), low + max(all_given) * (high - low)

    @cached_property
    def _values(self) -> Mapping[str, Sequence[float]]:
        """Dimension -> mean rating of each response that has one."""
        values: dict[str, list[float]] = {}
        for each in self.responses:
            for name, ratings in each.ratings.items():
                values.setdefault(name, []).append(sum(ratings) / len(ratings))
        return values
