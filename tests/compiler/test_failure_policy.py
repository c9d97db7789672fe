"""A neutral value is within the range, and is set if and only if something reads it."""

import pytest

from compiler.compile import compile_experiment
from compiler.errors import CompileError
from tests.compiler.made_kit import Kit

NEUTRAL = "on_failure: neutral\nneutral_value: -0.25\n"


def variable(kit: Kit, fields: str) -> str:
    kit.experiment("one", f"reward: first\ndescription: d\n{fields}")
    return compile_experiment("one", root=kit.root).environment["REWARD_ON_FAILURE"]


def test_a_failure_raises_unless_told_otherwise(kit: Kit) -> None:
    assert variable(kit, "") == "raise"


def test_a_neutral_value_reaches_the_function_with_its_share(kit: Kit) -> None:
    assert variable(kit, NEUTRAL) == "neutral:-0.25:0.01"
    assert variable(kit, f"{NEUTRAL}max_fallback_share: 0.05\n") == "neutral:-0.25:0.05"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("on_failure: neutral\n", "neutral_value: got None, expected a number from -1.0 to 1.0, the range of the"),
        ("on_failure: neutral\nneutral_value: 1.5\n", "neutral_value: got 1.5, expected a number from -1.0 to 1.0"),
        ("neutral_value: 0\n", "neutral_value: got 0.0 with on_failure: raise, expected none"),
        ("max_fallback_share: 0.1\n", "max_fallback_share: got 0.1 with on_failure: raise, expected none"),
    ],
)
def test_a_neutral_value_that_could_not_be_meant_is_an_error(kit: Kit, fields: str, problem: str) -> None:
    with pytest.raises(CompileError) as error:
        variable(kit, fields)
    assert str(error.value).startswith(f"experiments/one.yaml: {problem}")
