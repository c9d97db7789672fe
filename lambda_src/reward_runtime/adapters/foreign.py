"""Functions of other libraries: the forms that they return, and the reward that each is alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import SupportsFloat, SupportsIndex, cast

from reward_runtime.answers.free_text import AsIs
from reward_runtime.dimension import Dimension, Scorer
from reward_runtime.reward import Reward
from reward_runtime.samples import MISSING

__all__ = ["alone", "name_of", "reference_of", "worth"]


def worth(result: object) -> float:
    """Return a function's result as a number, if it is one in any form that verl and TRL take.

    A number of Python or numpy, ``True`` or ``False``, an array of one number, a mapping with ``score``, or a tuple or
    list that begins with one of these. Anything else is returned as it is, and no dimension takes it.
    """
    if isinstance(result, Mapping):
        result = cast("Mapping[str, object]", result).get("score")
    elif isinstance(result, Sequence) and not isinstance(result, (str, bytes)):
        result = next(iter(cast("Sequence[object]", result)), None)
    if isinstance(result, (str, bytes)) or not isinstance(result, (SupportsFloat, SupportsIndex)):
        return cast("float", result)
    return float(result)


def alone(function: Callable[..., object], scorer: Scorer[object, object]) -> Reward[str, object]:
    """Return the reward of one dimension that the function is by itself."""
    name = name_of(function)
    return Reward(AsIs(), (Dimension(name if name.isidentifier() else "score", scorer),))


def name_of(function: Callable[..., object]) -> str:
    """Return a function's name, empty if it has none."""
    return getattr(function, "__name__", "")


def reference_of(value: object) -> object:
    """Return a reference as a sample has it."""
    return MISSING if value is None else value
