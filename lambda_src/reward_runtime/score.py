"""``Score``: one sample's result."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from reward_runtime.answer import Answer, Span
from reward_runtime.samples import Sample

__all__ = ["Outcome", "PendingScore", "Score"]


class Outcome(StrEnum):
    """How a sample ended."""

    SCORED = "scored"
    """An answer was found and every dimension scored."""
    NO_ANSWER = "no_answer"
    """The response holds no answer, or several: the floor, because the response is bad."""
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
    """The answer's place in the response."""
    others: int = 0
    """How many other matches the rule had, as far as its receipt lists them."""
    reasons: Mapping[str, str] = MappingProxyType(dict[str, str]())
    """Why a dimension has its value, by dimension: short codes."""


class PendingScore(NamedTuple):
    """A sample that is answered and waits for its judge."""

    sample: Sample[object]
    """As it came."""
    answer: Answer[object]
    values: Mapping[str, float]
    """Of every dimension, in the reward's order; 0.0 for those that are judged."""
    reasons: Mapping[str, str]
    """Short codes, by dimension."""
