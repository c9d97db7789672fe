"""Metric maths: the examples of the CloudWatch User Guide, "Using metric math", and a parser that refuses the rest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.alarms.expression.parser import REPEAT, ExpressionError, parse
from compiler.alarms.expression.text import decimal
from compiler.alarms.expression.tree import Binary, Call, Id, Minus, Node, Number, ids
from compiler.alarms.simulator.metric_maths import Series, evaluate

NONE = None
GUIDE: dict[str, Series] = {
    "metric1": (1, 1, 0, 0, NONE),
    "metric2": (30, NONE, 0, 0, 30),
    "metric3": (0, 0, 20, NONE, 20),
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("IF(metric1, metric2, metric3)", (30, 0, 20, NONE, NONE)),
        ("IF(metric1, 5, metric3)", (5, 5, 20, NONE, NONE)),
        ("IF(metric1, metric2, 5)", (30, 0, 5, 5, NONE)),
        ("IF(metric1, metric2)", (30, 0, NONE, NONE, NONE)),
        ("IF(1, metric2, metric3)", (30, NONE, 0, 0, 30)),
        ("IF(0, metric2, metric3)", (0, 0, 20, NONE, 20)),
        ("IF(0, metric2)", (NONE,) * 5),
        ("IF(metric2 > 15, 10, 2)", (10, NONE, 2, 2, 10)),
    ],
)
def test_if_is_as_the_guides_tables_have_it(expression: str, expected: Series) -> None:
    assert evaluate(parse(expression), GUIDE) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(metric1 < metric2)", (0, 0, 1, 0)),
        ("(metric1 >= 30)", (1, 0, 0, 0)),
        ("(metric1 > 15 AND metric2 > 15)", (1, 0, 0, 0)),
        ("metric1 > 15 && metric2 > 15", (1, 0, 0, 0)),
    ],
)
def test_comparisons_are_as_the_guides_table_has_them(expression: str, expected: Series) -> None:
    assert evaluate(parse(expression), {"metric1": (30, 20, 0, 0), "metric2": (20, NONE, 20, NONE)}) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a + b", (5, 1, 4, NONE)),
        ("a - b", (-3, 1, -4, NONE)),
        ("a / b", (0.25, NONE, 0, NONE)),
        ("a * 2", (2, 2, NONE, NONE)),
        ("1 / a", (1, 1, NONE, NONE)),
        ("-a", (-1, -1, NONE, NONE)),
        ("ABS(-a)", (1, 1, NONE, NONE)),
        ("a ^ 2 * 3", (3, 3, NONE, NONE)),
        ("(a - 2) ^ 0.5", (NONE, NONE, NONE, NONE)),
        ("FILL(a, 0)", (1, 1, 0, 0)),
        ("FILL(a, b)", (1, 1, 4, NONE)),
        ("FILL(a, REPEAT)", (1, 1, 1, 1)),
        ("DIFF(b)", (NONE, NONE, 0, NONE)),
        ("a == 1 OR b == 4", (1, 1, 1, NONE)),
        ("a != 1", (0, 0, NONE, NONE)),
    ],
)
def test_a_missing_datapoint_counts_as_zero_beside_one_that_is_there(expression: str, expected: Series) -> None:
    assert evaluate(parse(expression), {"a": (1, 1, NONE, NONE), "b": (4, NONE, 4, NONE)}) == expected


def test_diff_reaches_over_a_gap() -> None:
    assert evaluate(parse("DIFF(a)"), {"a": (1, NONE, 4, 3)}) == (NONE, NONE, 3, -1)


def test_multiplication_binds_closer_than_addition_and_that_than_comparison_and_logic() -> None:
    assert parse("a + b * c >= 2 AND d OR e") == parse("((((a + (b * c)) >= 2) AND d) OR e)")
    assert parse("a - b - c") == parse("(a - b) - c")
    assert parse("-a ^ 2") == parse("-(a ^ 2)")


@pytest.mark.parametrize("expression", ["5", "1 + 2", "1 < 2"])
def test_a_scalar_is_no_series_to_watch(expression: str) -> None:
    with pytest.raises(ValueError, match="expected a series"):
        evaluate(parse(expression), {"a": (1.0,)})


@pytest.mark.parametrize(
    ("expression", "column"),
    [
        ("", 1),
        ("a +", 4),
        ("(a", 3),
        ("a b", 3),
        ("a ? b", 3),
        ("1e3 * a", 1),
        ("0x1", 1),
        ("IF(a)", 5),
        ("IF(a, b, c, d)", 14),
        ("ABS()", 5),
        ("ABS(REPEAT)", 5),
        ("a + REPEAT", 5),
        ("abs(a)", 4),
        ("Abs(a)", 1),
        ("a = 1", 3),
        ("a;b", 2),
        ("'a'", 1),
        ("[a, b]", 1),
    ],
)
def test_what_is_not_in_the_grammar_is_an_error_with_its_column(expression: str, column: int) -> None:
    with pytest.raises(ExpressionError, match=f"column {column}:"):
        parse(expression)


@pytest.mark.parametrize("function", ["AVG", "MAX", "SUM", "RUNNING_SUM", "DATAPOINT_COUNT"])
def test_functions_whose_result_depends_on_the_number_fetched_are_refused(function: str) -> None:
    with pytest.raises(ExpressionError, match="how many datapoints CloudWatch fetches"):
        parse(f"a - {function}(a)")


@pytest.mark.parametrize("function", ["SEARCH", "METRICS", "ANOMALY_DETECTION_BAND"])
def test_functions_that_an_alarm_cannot_use_are_refused_with_the_reason(function: str) -> None:
    with pytest.raises(ExpressionError, match=r"expected another function, because \w+"):
        parse(f"{function}(a)")


@given(st.text(alphabet="ab1.+-*/^()<>=!&|, IFDRN_"))
def test_any_text_is_a_tree_or_an_expression_error(text: str) -> None:
    try:
        tree = parse(text)
    except ExpressionError:
        return
    assert parse(written(tree)) == tree


def test_deep_brackets_are_an_error_and_no_crash() -> None:
    for text in ("(" * 10_000 + "a", "-" * 10_000 + "a", "ABS(" * 10_000, "2^" * 10_000 + "a"):
        with pytest.raises(ExpressionError, match="levels"):
            parse(text)


names = st.from_regex(re.compile(r"[a-z][a-zA-Z0-9_]{0,5}", re.ASCII), fullmatch=True).map(Id)
numbers = st.integers(0, 999).map(lambda n: Number(n / 8))
operators = st.sampled_from(["+", "-", "*", "/", "^", "<", "<=", "==", "AND", "OR"])
trees: st.SearchStrategy[Node] = st.recursive(
    names | numbers,
    lambda inner: (
        st.builds(Minus, inner)
        | st.builds(Binary, operators, inner, inner)
        | st.builds(lambda a: Call("ABS", (a,)), inner)
        | st.builds(lambda a, b: Call("IF", (a, b)), inner, inner)
        | st.builds(lambda a: Call("FILL", (a, REPEAT)), inner)
    ),
    max_leaves=12,
)


def written(tree: Node) -> str:
    match tree:
        case Number(value):
            return decimal(value)
        case Id(name):
            return name
        case Minus(of):
            return f"(-{written(of)})"
        case Binary(operator, left, right):
            return f"({written(left)} {operator} {written(right)})"
        case Call(function, arguments):
            return f"{function}({', '.join(map(written, arguments))})"


@given(trees)
def test_a_tree_written_down_reads_back_as_itself(tree: Node) -> None:
    assert parse(written(tree)) == tree
    assert all(name in written(tree) for name in ids(tree))


@given(trees, st.data())
def test_no_expression_makes_a_datapoint_that_is_not_finite(tree: Node, data: st.DataObject) -> None:
    point = st.none() | st.floats(-1e6, 1e6)
    metrics = {name: tuple(data.draw(st.lists(point, min_size=3, max_size=3))) for name in ids(tree)}
    try:
        result = evaluate(tree, metrics)
    except ValueError:
        return
    assert len(result) == 3
    assert all(point is None or abs(point) < float("inf") for point in result)


def test_numbers_are_written_without_an_exponent_and_never_vanish() -> None:
    assert decimal(6.6667e-9) == "0.000000006667"
    assert decimal(0.0) == "0"
    assert decimal(100.0) == "100"
    with pytest.raises(ValueError, match="expected 0 or at least"):
        decimal(1e-15)
