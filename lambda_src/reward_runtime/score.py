"""``Score``: one sample's result."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from reward_runtime.extract import Span

__all__ = ["Outcome", "Score"]


class Outcome(StrEnum):
    """What became of one sample."""

    SCORED = "scored"
    """An answer was found and every dimension scored."""
    NO_ANSWER = "no_answer"
    """The response holds no answer, or several: the floor, and rightly so."""
    UNSCORABLE = "unscorable"
    """The row is at fault, for every response alike: the floor, flagged."""
    FALLBACK = "fallback"
    """The judge gave no verdict, and the experiment chose a neutral value for that: flagged, and few of a batch."""


class Score(NamedTuple):
    """One sample's result."""

    id: object
    outcome: Outcome
    aggregate: float
    """Within the reward's floor and ceiling."""
    dimensions: Mapping[str, float]
    """Every dimension of the reward, 0..1; all 0.0 unless scored."""
    reason: str
    """Short code: ``answered``, ``no_answer``, or why the row is unscorable."""
    rule: str = ""
    """Name of the extractor that found the answer."""
    span: Span | None = None
    """Where in the response the answer stands."""
    others: int = 0
    """How many other finds the rule had, as far as its receipt lists them."""
    reasons: Mapping[str, str] = MappingProxyType(dict[str, str]())
    """Why a dimension has its value, by dimension: short codes."""
