"""The cases of a row, in every form that they may have, and the refused ones."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.code.asserts import AssertFault, asserted
from reward_runtime.answers.code.cases import MOST_CASES, MOST_EXPECTED, MOST_WRITTEN, read_cases, same_text
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING

from tests.lambda_src.growth import grows_like_its_length

CALL = {"call": "f", "args": [1], "returns": 2}
STDIN = {"stdin": "1\n", "stdout": "2\n"}


@pytest.mark.parametrize(
    ("reference", "hidden", "visible"),
    [
        ({"hidden": [CALL]}, 1, 0),
        ({"hidden": [CALL, STDIN], "visible": [STDIN]}, 2, 1),
        ([CALL, CALL], 2, 0),
        ("assert f(1) == 2", None, None),
        (["assert f(1) == 2\nassert f(2) == 3", "assert f(3) == 4"], 3, 0),
        ({"hidden": "assert f(1) == 2\nassert f(2) == 3"}, 2, 0),
        ('{"hidden": [{"stdin": "", "stdout": "x"}]}', 1, 0),
        ({"ground_truth": {"hidden": [CALL]}}, 1, 0),
        ({"reference_answer": '{"hidden": ["assert f(1) == 2"]}'}, 1, 0),
        ({"hidden": [{"call": "f", "returns": None}, CALL]}, 2, 0),
        ({"hidden": [{"stdin": "", "stdout": "x" * MOST_WRITTEN}]}, 1, 0),
        ({"hidden": [{"call": "f", "kwargs": {"x": 1}, "returns": [1]}]}, 1, 0),
    ],
)
def test_cases_are_read(reference: object, hidden: int | None, visible: int | None) -> None:
    if hidden is None:
        hidden, visible = 1, 0
    cases = read_cases(reference)
    assert (len(cases.hidden), len(cases.visible)) == (hidden, visible)


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        (None, "no_reference"),
        ({}, "no_hidden_case"),
        ([], "no_hidden_case"),
        ({"visible": [CALL]}, "no_hidden_case"),
        ({"hidden": [7]}, "case_of_unknown_form"),
        ({"hidden": [{}]}, "case_of_unknown_form"),
        ({"hidden": 7}, "cases_no_list"),
        (7, "cases_no_list"),
        ({"hidden": [{"stdin": 1, "stdout": ""}]}, "case_no_text"),
        ({"hidden": [{"stdin": "", "stdout": "", "exit": 0}]}, "case_of_unknown_form"),
        ({"hidden": [{**CALL, "call": "f.g"}]}, "case_without_function"),
        ({"hidden": [{**CALL, "args": {"a": 1}}]}, "arguments_no_list"),
        ({"hidden": [{**CALL, "kwargs": [1]}]}, "arguments_no_list"),
        ({"hidden": [{**CALL, "returns": float("nan")}]}, "value_of_unknown_type"),
        ({"hidden": [{**CALL, "args": [float("inf")]}]}, "value_of_unknown_type"),
        ({"hidden": [CALL] * (MOST_CASES + 1)}, "too_many_cases"),
        ({"hidden": [{"stdin": "x" * 300_000, "stdout": ""}]}, "cases_too_long"),
        ({"hidden": [{"stdin": "", "stdout": "x" * (MOST_WRITTEN + 1)}]}, "expected_too_long"),
        ({"hidden": [{"stdin": "", "stdout": "\xe9" * 30_001}]}, "expected_too_long"),
        ({"hidden": [{"stdin": "", "stdout": "x" * 50_000}] * 6}, "expected_too_long"),
        ({"hidden": [CALL], "visible": [{"stdin": "", "stdout": "\0" * 50_000}]}, "expected_too_long"),
        ({"hidden": [{**CALL, "returns": "x" * (MOST_EXPECTED + 1)}]}, "expected_too_long"),
        ({"hidden": [{**CALL, "returns": [[]] * 20_000}]}, "expected_too_long"),
        ({"hidden": [{"stdin": "", "stdout": "\ud800"}]}, "case_no_text"),
        ({"hidden": [{"call": "f", "returns": None}]}, "nothing_expected"),
        ({"hidden": ["assert f(1) == None"], "visible": [CALL]}, "nothing_expected"),
        ({"hidden": [{"stdin": "1", "stdout": " \n"}, {"call": "f", "returns": None}]}, "nothing_expected"),
        ({"hidden": [CALL], "solution": 7}, "solution_no_text"),
        ("f(1) is 2", "not_an_assert"),
        ("no Python!", "asserts_do_not_parse"),
        (["assert f(1) == float('inf')"], "assert_no_literal"),
    ],
)
def test_what_no_program_can_be_held_to_is_the_rows_fault(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as raised:
        read_cases(reference)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("text", "args", "kwargs", "returns"),
    [
        ("assert f() == None", [], {}, None),
        ("assert f(-1, 'a') == -2.5", [-1, "a"], {}, -2.5),
        ("assert f((1, [2, {3: 4}]), k={5}) == {'a': (b'x',)}", [(1, [2, {3: 4}])], {"k": {5}}, {"a": (b"x",)}),
        ("assert f(1+2j) == True, 'a message'", [1 + 2j], {}, True),
        ("assert f(set()) == set()", [set()], {}, set()),
        ("assert f('''a\nb''') == \"'\"", ["a\nb"], {}, "'"),
        ("assert (f(1)) == (2)", [1], {}, 2),
        ("assert f(1,) == (2,)", [1], {}, (2,)),
    ],
)
def test_an_assertion_is_a_call_and_its_result(
    text: str, args: list[Any], kwargs: dict[str, Any], returns: Any
) -> None:
    (said,) = asserted(text)
    assert (said.call, said.args, said.kwargs, said.returns) == ("f", args, kwargs, returns)
    assert type(said.returns) is type(returns)


@pytest.mark.parametrize(
    "text",
    [
        "assert f(1)",
        "assert not f(1)",
        "assert f(1) != 2",
        "assert f(1) is True",
        "assert f(1) in (1, 2)",
        "assert 1 < f(1) < 3",
        "assert f(1) == f(2)",
        "assert 2 == f(1)",
        "assert abs(f(1) - 2) < 1e-6",
        "assert f(1).x == 2",
        "assert f(1)[0] == 2",
        "assert obj.f(1) == 2",
        "assert f(x) == 2",
        "assert f(*[1]) == 2",
        "assert f(**{'a': 1}) == 2",
        "assert f(__import__('os')) == 2",
        "assert f(1) == [x for x in (1,)]",
        "assert f(1) == 1 + 1",
        "assert f(1) == 2 or True",
        "assert (lambda: 2)() == 2",
        "assert len(f(1)) == 2",
        "x = f(1)",
        "import os",
        "print(1)",
        "for i in (1,): assert f(i) == 2",
        "def test(): assert f(1) == 2",
        "assert f(1) == f'{2}'",
        "assert f(1) == ...[0]",
        "assert f(" + "(" * 300 + "1",
        "assert f(1) == " + "-" * 5000 + "1",
        "\x00",
    ],
)
def test_anything_else_in_an_assertion_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(AssertFault, match=r"line 1 of the assertions: got .*, expected `assert f"):
        list(asserted(text))


@pytest.mark.parametrize(
    ("a", "b"), [("1\n", "1"), ("1 \n2\t\n\n", "1\n2"), ("1\r\n2\r\n", "1\n2"), ("", "\n\n"), ("a  b \n", "a  b")]
)
def test_blanks_at_the_ends_of_lines_do_not_count(a: str, b: str) -> None:
    assert same_text(a) == same_text(b)


@pytest.mark.parametrize(("a", "b"), [("1 2", "12"), (" 1", "1"), ("1\n\n2", "1\n2"), ("A", "a"), ("1.0", "1")])
def test_every_other_character_counts(a: str, b: str) -> None:
    assert same_text(a) != same_text(b)


@given(st.text(alphabet=" \t\r\n\f\v\x1c\x85\u2028\xa0a"))
def test_what_does_not_count_is_said_by_two_rules(text: str) -> None:
    """The second is the shorter one to read, and takes quadratic time for blanks."""
    without = re.sub(r"[ \t\r\f\v]+$", "", text, flags=re.MULTILINE)
    assert same_text(text) == without.rstrip("\n")


@pytest.mark.parametrize("unit", [" ", "\r\n"])
def test_an_output_is_compared_in_linear_time(unit: str) -> None:
    """60,000 blanks and one letter took 65 s, in the reward's own process."""
    assert grows_like_its_length(lambda text: same_text(text + "a"), unit, 1 << 17)


def test_no_expected_result_is_in_what_a_program_is_given() -> None:
    cases = read_cases({"hidden": [{**CALL, "returns": "a-secret"}, {"stdin": "", "stdout": "a-secret"}]})
    assert "a-secret" not in repr([case.given for case in cases.hidden])
    assert all("a-secret" in case.expected for case in cases.hidden)
