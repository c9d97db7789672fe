"""Unions and intersections of intervals hold the numbers that plain membership says they hold."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.expressions.notation.nodes import Number
from reward_runtime.answers.expressions.reading.regions import intersection, same_pieces, union, unlike
from reward_runtime.answers.expressions.values import Piece

ENDS = st.none() | st.integers(-3, 3)
PIECES = st.builds(
    lambda low, low_closed, high, high_closed: Piece(
        None if low is None else Number(Fraction(low)),
        low_closed and low is not None,
        None if high is None else Number(Fraction(high)),
        high_closed and high is not None,
    ),
    ENDS,
    st.booleans(),
    ENDS,
    st.booleans(),
)
UNIONS = st.lists(PIECES, max_size=4)
PLACES = [Fraction(half, 2) for half in range(-9, 10)]


def holds(pieces: list[Piece] | tuple[Piece, ...], place: Fraction) -> bool:
    return any(_above(piece, place) and _below(piece, place) for piece in pieces)


def _above(piece: Piece, place: Fraction) -> bool:
    low = piece.low
    return not isinstance(low, Number) or place > low.value or (piece.low_closed and place == low.value)


def _below(piece: Piece, place: Fraction) -> bool:
    high = piece.high
    return not isinstance(high, Number) or place < high.value or (piece.high_closed and place == high.value)


@given(UNIONS)
def test_a_union_holds_what_one_of_its_pieces_holds(pieces: list[Piece]) -> None:
    joined = union(pieces)
    assert [holds(joined, place) for place in PLACES] == [holds(pieces, place) for place in PLACES]


@given(UNIONS, UNIONS)
def test_an_intersection_holds_what_both_hold(left: list[Piece], right: list[Piece]) -> None:
    both = [holds(left, place) and holds(right, place) for place in PLACES]
    assert [holds(intersection(left, right), place) for place in PLACES] == both


@given(UNIONS, UNIONS)
def test_two_unions_are_the_same_if_and_only_if_they_hold_the_same_numbers(
    left: list[Piece], right: list[Piece]
) -> None:
    """All ends are whole numbers, so that halves tell them apart."""
    alike = [holds(left, place) for place in PLACES] == [holds(right, place) for place in PLACES]
    assert same_pieces(union(left), union(right)) is alike


@given(st.integers(-3, 3))
def test_all_numbers_but_one_are_the_others(hole: int) -> None:
    pieces = unlike(Number(Fraction(hole)))
    assert [place for place in PLACES if not holds(pieces, place)] == [hole]
