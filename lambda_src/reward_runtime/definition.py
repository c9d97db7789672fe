"""The checks of ``Reward(...)`` for mistakes that a type checker misses; each refusal names the value it got."""

import math
from collections.abc import Sequence
from typing import Any, cast

from reward_runtime.answer import ANSWER, Extractor
from reward_runtime.answers.kind import AnswerKind
from reward_runtime.dimension import Dimension
from reward_runtime.errors import RewardDefinitionError

__all__ = ["check_dimensions", "check_range", "check_template", "check_types"]


def check_types(*, answers: object, extract: object, compare: object, dimensions: object) -> None:
    """Raise ``RewardDefinitionError`` for a value of another type than its field's."""
    if isinstance(answers, type) or not isinstance(answers, AnswerKind):
        raise RewardDefinitionError(f"answers: got {_shown(answers)}, expected a kind of answer, such as Numbers()")
    if extract is not None and not isinstance(extract, Extractor):
        call = "; call it" if callable(extract) else ""
        raise RewardDefinitionError(f"extract: got {_shown(extract)}, expected an extractor, such as boxed(){call}")
    if compare is not None and not callable(compare):
        raise RewardDefinitionError(f"compare: got {_shown(compare)}, expected a function (answer, reference)")
    parts = cast("tuple[object, ...]", dimensions) if isinstance(dimensions, tuple) else (dimensions,)
    if not isinstance(dimensions, tuple) or not all(isinstance(each, Dimension) for each in parts):
        raise RewardDefinitionError(
            f"dimensions: got {_shown(parts[0])}, expected a tuple of dimensions; one alone is (Dimension(...),)"
        )


def check_dimensions(dimensions: Sequence[Dimension[Any, Any]]) -> None:
    """Raise ``RewardDefinitionError`` if there is no dimension, if two share a name, or one requires an unknown one."""
    names = tuple(dimension.name for dimension in dimensions)
    if not names or len(set(names)) != len(names):
        raise RewardDefinitionError(f"dimensions: got {names}, expected at least one, each name once")
    for dimension in dimensions:
        unknown = sorted(set(dimension.requires) - (set(names) - {dimension.name}))
        if unknown:
            raise RewardDefinitionError(
                f"dimension {dimension.name!r}: requires: got {', '.join(unknown)}, expected other dimensions"
            )


def check_range(floor: float, ceiling: float) -> None:
    """Raise ``RewardDefinitionError`` unless the floor is below the ceiling and both are finite."""
    if not -math.inf < floor < ceiling < math.inf:
        raise RewardDefinitionError(f"range: got {floor!r}..{ceiling!r}, expected floor < ceiling")


def check_template(template: str) -> None:
    """Raise ``RewardDefinitionError`` unless the answer has one place in the response template."""
    if template.count(ANSWER) != 1:
        raise RewardDefinitionError(
            f"response_template: got {template!r}, expected the place {ANSWER} once; give a response in the form that"
            " you ask for"
        )


def _shown(value: object) -> str:
    return getattr(value, "__name__", type(value).__name__)
