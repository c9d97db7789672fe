"""``paired``: which values of two answers belong together."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.expressions.solution import paired, values

NAMED = st.dictionaries(st.sampled_from("abxyz"), st.integers(0, 99).map(str), min_size=2, max_size=5)


def written(named: dict[str, str]) -> str:
    return ",".join(f"{name}={value}" for name, value in named.items())


@given(NAMED, st.randoms())
def test_the_order_of_names_does_not_matter(named: dict[str, str], chance: Random) -> None:
    names = list(named)
    chance.shuffle(names)
    pairs = paired(written(named), written({name: named[name] for name in names}))
    assert pairs == [(value, value) for value in named.values()]


@given(NAMED)
def test_beside_values_without_names_the_order_counts(named: dict[str, str]) -> None:
    bare = list(named.values())
    for text in (",".join(bare), f"({','.join(bare)})"):
        assert paired(written(named), text) == paired(text, written(named)) == list(zip(bare, bare, strict=True))


@given(
    st.lists(st.sampled_from(["x", "(x,x)", "(x,y)", "=", ",", "(1)", "(1,2)", *"()[]{}1_\\"]), max_size=20).map(
        "".join
    )
)
def test_any_text_has_values_and_is_paired_with_itself(text: str) -> None:
    pairs = paired(text, text)
    assert pairs is not None
    assert all(gold == answer for gold, answer in pairs)
    assert values(text)


@pytest.mark.parametrize(
    ("gold", "answer", "pairs"),
    [
        ("x=5", "y=5", None),
        ("x=1,y=2", "x=1", None),
        ("x=1,y=2", "1", None),
        ("x=3,5", "x=5,x=3", [("3,5", "5,3")]),
        ("5", "x=5", [("5", "5")]),
        ("3,5", "x=3,5", [("3,5", "3,5")]),
        ("x=1,000,y=2", "(1000,2)", [("1,000", "1000"), ("2", "2")]),
        ("A=(1,2),B=(3,4)", "B=(3,4),A=(1,2)", [("(1,2)", "(1,2)"), ("(3,4)", "(3,4)")]),
        ("x_{1}=1,x_{2}=2", "x_2=2,x_1=1", [("1", "1"), ("2", "2")]),
        ("(x,y)=(1,2)", "(y,x)=(2,1)", [("1", "1"), ("2", "2")]),
        ("(x,y)=(1,2),(3,4)", "(1,2),(3,4)", [("(1,2),(3,4)", "(1,2),(3,4)")]),
        ("(x,x)=(1)", "(x,x)=(1)", [("(1)", "(1)")]),
        ("(x,x)=(1,2)", "(x,x)=(1,2)", [("(1,2)", "(1,2)")]),
        ("f(x)=x^2", "x^2", [("x^2", "x^2")]),
        ("5", "7=5", [("5", "7=5")]),
        ("5", "4,x=5", [("5", "4,x=5")]),
    ],
)
def test_the_values_of_two_answers_are_paired(gold: str, answer: str, pairs: list[tuple[str, str]] | None) -> None:
    assert paired(gold, answer) == pairs
