"""Counted work: an answer is too complex by its steps alone, and a late one is told apart from it."""

import json
from types import SimpleNamespace

import pytest
from reward_runtime.answers.expressions import expressions as module
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.expressions.failures import TooComplex
from reward_runtime.answers.expressions.work import MOST_STEPS, counted, spend
from reward_runtime.answers.kind import Grade
from reward_runtime.deadline import MARGIN_SECONDS, invocation
from reward_runtime.errors import RowFault
from reward_runtime.pipeline import Pipeline

from tests.lambda_src.answers.expressions.slow import SLOW

NO_TIME = SimpleNamespace(get_remaining_time_in_millis=lambda: 1000 * MARGIN_SECONDS)
each_slow = pytest.mark.parametrize("name", SLOW)


def verdict(name: str, number: int) -> str:
    """The result of a slow answer."""
    reference, answer = SLOW[name]
    try:
        parsed = Expressions().parse_reference(reference)
    except RowFault as fault:
        return fault.code
    return Expressions().compare(answer(number), parsed).reason


@each_slow
def test_what_would_take_long_ends_in_the_same_way_each_time_and_with_nothing_kept(name: str) -> None:
    first = verdict(name, 3)
    module.forget()
    assert verdict(name, 3) == first != "out_of_time"


def test_steps_are_counted_up_to_the_most_that_are_allowed() -> None:
    with counted():
        spend(MOST_STEPS)
        with pytest.raises(TooComplex):
            spend()
    spend(MOST_STEPS + 1)


def test_what_runs_within_has_steps_of_its_own() -> None:
    with counted():
        spend(MOST_STEPS)
        with counted():
            spend(MOST_STEPS)
        with pytest.raises(TooComplex):
            spend()


def test_equal_pairs_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference is compared once with itself when it is read."""
    calls: list[object] = []
    real = module.equal
    gold = Expressions().parse_reference("41")
    monkeypatch.setattr(module, "equal", lambda *pair: calls.append(pair) or real(*pair))
    for _ in range(24):
        Expressions().compare("q^2-q^2+41", gold)
    assert len(calls) == 1


def test_an_answer_that_is_the_reference_s_text_is_right_without_being_read() -> None:
    reference = Expressions().parse_reference("x^2 + 17")
    with invocation(NO_TIME):
        assert Expressions().compare("x^2 + 17", reference) == Grade(1.0, "same_text")


def test_an_answer_that_comes_too_late_is_told_apart_and_not_kept() -> None:
    reference = Expressions().parse_reference("x^2 + 18")
    with invocation(NO_TIME):
        assert Expressions().compare("18 + x^2", reference) == Grade(0.0, "out_of_time")
    assert Expressions().compare("18 + x^2", reference) == Grade(1.0, "equivalent")


def test_a_reference_that_comes_too_late_is_the_row_s_fault_and_not_kept() -> None:
    with invocation(NO_TIME), pytest.raises(RowFault) as fault:
        Expressions().parse_reference("x^2 + 19")
    assert fault.value.code == "reference_out_of_time"
    assert Expressions().parse_reference("x^2 + 19").text == "x^2 + 19"


def test_both_are_counted_in_the_batch_s_line_and_the_others_are_scored(capsys: pytest.CaptureFixture[str]) -> None:
    pipeline = Pipeline.from_environment({"REWARD_NAME": "math"})
    rows = [row("tower", "x+61", "9^{9^{9}}"), row("late", "x+62", "62+x"), row("same", "x+61", "x+61")]
    pipeline(rows[:1], {})
    assert json.loads(capsys.readouterr().out.splitlines()[1])["too_complex"] == 1
    for reference in ("x+61", "x+62"):
        Expressions().parse_reference(reference)
    scores = pipeline(rows[1:], NO_TIME)
    assert isinstance(scores, list)
    assert [score["aggregate_reward_score"] for score in scores] == [-0.6, 1.0]
    assert json.loads(capsys.readouterr().out.splitlines()[2])["out_of_time"] == 1


def row(id: str, reference: str, answer: str) -> dict[str, object]:
    box = f"<|begin_of_solution|>\\boxed{{{answer}}}<|end_of_solution|>"
    turns = [{"role": "user", "content": "How much?"}, {"role": "assistant", "content": box}]
    return {"id": id, "messages": turns, "reference_answer": reference}


@pytest.mark.parametrize(
    "text",
    [
        "\\text{ or }",
        "\\text{and}\\begin{cases}\\end{cases}",
        "(\\text{ or },2)",
        ",",
        "{}",
        "\\{,\\}",
        "=",
        "x\\in",
        "\\begin{pmatrix}",
        "\\pm",
        "(,)",
    ],
)
def test_what_is_nothing_but_its_signs_is_graded_and_no_error(text: str) -> None:
    assert Expressions().compare(text, Expressions().parse_reference("5")) == Grade(0.0, "unreadable")


def test_what_takes_long_to_evaluate_is_counted_by_its_functions() -> None:
    few, many = ("+".join(f"\\sin({place}ix)" for place in range(count)) for count in (3, 30))
    assert Expressions().compare(f"{few}+0", Expressions().parse_reference(few)).reason == "equivalent"
    with pytest.raises(RowFault) as fault:
        Expressions().parse_reference(many)
    assert fault.value.code == "too_complex_reference"
