"""``Scale``: the values that a judge may give for one criterion, and the score 0..1 of each.

A scale accepts exactly the JSON values that its own schema allows, and clamps nothing. Every scale is a list of values,
because structured output supports no minimum or maximum. Numbers are compared as in JSON Schema, so ``5.0`` is the
integer 5. A boolean is not a number, and neither is a text that contains one.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol, cast

from reward_runtime.errors import RewardDefinitionError
from reward_runtime.judge.call import Unreadable

__all__ = ["Levels", "Points", "Scale", "Unit"]

_MOST_VALUES: Final = 21
"""Most values of one scale: 0..20, or 0.00, 0.05 .. 1.00. Finer steps are noise, and make the schema pointless."""


class Scale(Protocol):
    """One way to grade. Frozen and hashable."""

    @property
    def schema(self) -> dict[str, object]:
        """JSON Schema of one value: a type and an ``enum``, worst first."""
        ...

    @property
    def words(self) -> str:
        """The values in words, for the prompt: ``a whole number from 1 (worst) to 5 (best)``."""
        ...

    def read(self, raw: object) -> float:
        """Return the score 0..1 of a JSON value. Raises ``Unreadable`` if it is not on the scale."""
        ...


@dataclass(frozen=True)
class Points:
    """Whole numbers: ``low`` scores 0, ``high`` scores 1, linear between."""

    low: int = 1
    high: int = 5

    def __post_init__(self) -> None:
        """Refuse an empty or too fine range: see ``RewardDefinitionError``."""
        whole = type(self.low) is int and type(self.high) is int
        if not whole or not 1 <= self.high - self.low < _MOST_VALUES:
            raise RewardDefinitionError(
                f"scale: got Points({self.low!r}, {self.high!r}), expected whole numbers, low below high and at most"
                f" {_MOST_VALUES} values, such as Points(1, 5)"
            )

    @property
    def schema(self) -> dict[str, object]:
        """``{"type": "integer", "enum": [1, 2, 3, 4, 5]}``."""
        return {"type": "integer", "enum": list(range(self.low, self.high + 1))}

    @property
    def words(self) -> str:
        """In words."""
        return f"a whole number from {self.low} (worst) to {self.high} (best)"

    def read(self, raw: object) -> float:
        """(value - low) / (high - low)."""
        return (_listed(raw, range(self.low, self.high + 1)) - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Unit:
    """Numbers 0, 1/steps .. 1. Each is its own score."""

    steps: int = 10
    """Steps between 0 and 1: 1, 2, 4, 5, 10 or 20, so that every value has at most two decimals."""

    def __post_init__(self) -> None:
        """Refuse steps that need more than two decimals: see ``RewardDefinitionError``."""
        if type(self.steps) is not int or not 1 <= self.steps < _MOST_VALUES or 100 % self.steps:
            raise RewardDefinitionError(f"scale: got Unit({self.steps!r}), expected 1, 2, 4, 5, 10 or 20 steps")

    @property
    def schema(self) -> dict[str, object]:
        """``{"type": "number", "enum": [0.0, 0.1, .. 1.0]}``."""
        return {"type": "number", "enum": self._values()}

    @property
    def words(self) -> str:
        """In words."""
        return f"one of the numbers {', '.join(map(str, self._values()))}, where 0 is worst and 1 is best"

    def read(self, raw: object) -> float:
        """Return the value itself."""
        return _listed(raw, self._values())

    def _values(self) -> list[float]:
        return [step / self.steps for step in range(self.steps + 1)]


@dataclass(frozen=True)
class Levels:
    """Labels with a score in 0..1 each: ``Levels({"wrong": 0.0, "partly": 0.5, "correct": 1.0})``."""

    worth: Mapping[str, float] = field(hash=False)

    def __post_init__(self) -> None:
        """Copy the mapping, worst label first. Raises ``RewardDefinitionError`` if it is not a scale."""
        named = all(label.strip() == label and label.isprintable() and label for label in self.worth)
        good = named and all(_is_number(value) and 0 <= value <= 1 for value in self.worth.values())
        if not good or not 2 <= len(self.worth) <= _MOST_VALUES or len(set(self.worth.values())) < 2:
            raise RewardDefinitionError(
                f"scale: got Levels({dict(self.worth)!r}), expected 2 to {_MOST_VALUES} labels without blanks around"
                " them, each worth a number in 0..1, and not all worth the same"
            )
        ordered = sorted(self.worth.items(), key=lambda item: item[1])
        object.__setattr__(self, "worth", MappingProxyType({label: float(value) for label, value in ordered}))

    @property
    def schema(self) -> dict[str, object]:
        """``{"type": "string", "enum": ["wrong", "partly", "correct"]}``."""
        return {"type": "string", "enum": list(self.worth)}

    @property
    def words(self) -> str:
        """In words."""
        labels = ", ".join(f'"{label}"' for label in self.worth)
        return f"one of the labels {labels}, worst first"

    def read(self, raw: object) -> float:
        """Return the score of the label. Upper and lower case must match."""
        if not isinstance(raw, str):
            raise Unreadable("no_label")
        if raw not in self.worth:
            raise Unreadable("off_scale")
        return self.worth[raw]


def _listed(raw: object, values: Iterable[float]) -> float:
    if not _is_number(raw):
        raise Unreadable("no_number")
    number = cast("float", raw)
    if number not in values:
        raise Unreadable("off_scale")
    return float(number)


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))
