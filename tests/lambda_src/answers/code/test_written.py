"""Two values are written alike if, and only if, they and their exact types are equal."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.code.written import Unwritable, canonical, plain


def type_name(value: object) -> str:
    """Pytest would write out the value, which Python refuses for the longest."""
    return type(value).__name__


NUMBERS = st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | NUMBERS | st.text(max_size=4) | st.binary(max_size=4)
KEYS = st.integers(-3, 3) | st.text(max_size=2) | st.booleans()
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.sets(KEYS, max_size=3)
    ),
    max_leaves=6,
)


def text(value: object) -> str:
    return canonical(plain(value))


def same(a: object, b: object) -> bool:
    """Equal with equal types all the way down: the claim of ``canonical``, in plain Python."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        left, right = ([(k, v) for k, v in each.items()] for each in (a, b))
        return len(left) == len(right) and all(any(same(x, y) for y in right) for x in left)
    if isinstance(a, set) and isinstance(b, set):
        return len(a) == len(b) and all(any(same(x, y) for y in b) for x in a)
    return a == b


@given(VALUES, VALUES)
def test_texts_are_equal_for_equal_values_of_equal_types_alone(a: object, b: object) -> None:
    assert (text(a) == text(b)) == same(a, b)


@given(VALUES)
def test_a_value_is_written_like_its_copy(value: object) -> None:
    copied = eval(repr(value)) if value != set() else set()
    assert text(value) == text(copied)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (True, 1),
        (1, 1.0),
        (0, False),
        (0, None),
        ("1", 1),
        ([1], (1,)),
        ({1}, frozenset({1})),
        ({1}, {True}),
        ({1: 1}, {1.0: 1}),
        (b"a", "a"),
        ([], ()),
        ({}, set()),
        (1 + 0j, 1.0),
        (2**53, 2.0**53),
        ([1, 2], [2, 1]),
        ("int(1)", 1),
        ({"int": "1"}, 1),
    ],
)
def test_values_of_other_types_differ(a: object, b: object) -> None:
    assert text(a) != text(b)


def test_the_order_of_sets_and_dictionaries_and_the_sign_of_zero_do_not_count() -> None:
    assert text({"a": 1, "b": 2}) == text({"b": 2, "a": 1})
    assert text({3, 1, 2}) == text({1, 2, 3})
    assert text(-0.0) == text(0.0)


def test_a_tuple_is_a_list_in_json_alone() -> None:
    assert canonical(plain((1, (2,))), tuples_are_lists=True) == text([1, [2]])
    assert text((1,)) != text([1])


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, object(), [10**5000], range(3), type("I", (int,), {})(3)], ids=type_name
)
def test_what_no_case_can_hold_is_refused(value: object) -> None:
    with pytest.raises(Unwritable):
        plain(value)


@pytest.mark.parametrize(
    "forged", [{}, {"int": "1", "x": 1}, {"a": 1, "b": 2}, [[{}]], {"int": {}}, {"tuple": {"int": "1", "b": 1}}]
)
def test_a_forged_value_is_equal_to_none(forged: object) -> None:
    with pytest.raises(Unwritable):
        canonical(forged)


@pytest.mark.parametrize("forged", [{"int": 1}, {"int": "01"}, {"float": 1}, {"set": [True, True]}, {"x": "1"}, 1, 1.5])
def test_a_value_in_another_writing_is_equal_to_none(forged: object) -> None:
    assert canonical(forged) not in {text(each) for each in (1, 1.0, True, {True}, "1", 1.5)}
