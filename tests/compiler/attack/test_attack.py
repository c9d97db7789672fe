"""An attack finds seeded faults by name, leaves healthy rewards alone, and shows each finding by an event."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

import pytest

from compiler.attack.engine import Attack, Depth, attack
from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.functions import FunctionTarget
from compiler.attack.subject import Case, Subject

Grade = Callable[..., float]
NUMBERS = [str(17 * n + 12) for n in range(10)]
LABELS = ["positive", "negative", "neutral"] * 4
FACTS = [f"alpha{n}|beta{n}|gamma{n}" for n in range(8)]


def cases(answers: Sequence[str], prompt: str = "Question {}: what is it?") -> list[Case]:
    asked = [prompt.format(at) for at in range(len(answers))]
    rows: list[dict[str, Any]] = [
        {"id": f"r{at}", "messages": [{"role": "user", "content": asked[at]}], "reference_answer": answer}
        for at, answer in enumerate(answers)
    ]
    return [Case(row, text, (answer,)) for row, text, answer in zip(rows, asked, answers, strict=True)]


def attacked(grade: Grade, answers: Sequence[str], **more: Any) -> Attack:
    return attack(Subject(FunctionTarget(grade), cases(answers), **more), Depth.STANDARD)


def loud(found: Attack) -> dict[str, Finding]:
    return {each.name: each for each in found.findings if each.severity >= Severity.MEDIUM}


def boxed(response: str) -> str:
    found = re.findall(r"\\boxed\{([^{}]*)\}", response)
    return found[-1].strip() if len(set(found)) == 1 else ""


def exact(response: str, answer: str) -> float:
    return float(response.strip() == answer)


def in_box(response: str, answer: str) -> float:
    return float(boxed(response) == answer)


def rescues_hundredfold(response: str, answer: str) -> float:
    try:
        given = float(boxed(response))
    except ValueError:
        return 0.0
    return float(given in (float(answer), float(answer) * 100, float(answer) / 100))


def pays_blank(response: str, answer: str) -> float:
    return 1.0 if not response.strip() else exact(response, answer)


def finds_anywhere(response: str, answer: str) -> float:
    return float(answer in response.lower())


def pays_shape(response: str, answer: str) -> float:
    return 0.4 * ("\\boxed" in response) + 0.6 * in_box(response, answer)


def pays_length(response: str, answer: str) -> float:
    return max(exact(response, answer), min(1.0, len(response) / 4000))


def raises_on_letters(response: str, answer: str) -> float:
    return float(int(response) == int(answer))


def pays_nan(response: str, answer: str) -> float:
    return exact(response, answer) if response.strip() else float("nan")


def reads_nothing(response: str, answer: str) -> float:
    return len(answer) / 10


class Remembers:
    """Pays a response more the second time."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()

    def __call__(self, response: str, answer: str) -> float:
        known = (response, answer) in self.seen
        self.seen.add((response, answer))
        return exact(response, answer) * (1.0 if known else 0.9)


@pytest.mark.parametrize(
    ("grade", "answers", "name", "severity"),
    [
        (rescues_hundredfold, NUMBERS, "number:times_hundred", Severity.CRITICAL),
        (pays_blank, NUMBERS, "blank", Severity.CRITICAL),
        (finds_anywhere, LABELS, "all_labels:listed", Severity.CRITICAL),
        (finds_anywhere, LABELS, "denied", Severity.MEDIUM),
        (pays_shape, NUMBERS, "skeleton", Severity.HIGH),
        (pays_length, NUMBERS, "long", Severity.CRITICAL),
        (raises_on_letters, NUMBERS, "raises:words", Severity.HIGH),
        (pays_nan, NUMBERS, "off_range:blank", Severity.HIGH),
        (reads_nothing, NUMBERS, "reads_nothing", Severity.CRITICAL),
        (Remembers(), NUMBERS, "differs", Severity.HIGH),
    ],
)
def test_a_seeded_fault_is_found_by_its_name(grade: Grade, answers: list[str], name: str, severity: Severity) -> None:
    found = {each.name: each for each in attacked(grade, answers).findings}

    assert found[name].severity == severity


@pytest.mark.parametrize(
    ("grade", "answers"),
    [
        (exact, NUMBERS),
        (exact, LABELS),
        (exact, ["yes"] * 7 + ["no"]),
        (in_box, NUMBERS),
        (in_box, LABELS),
        (lambda response, answer: SequenceMatcher(None, response, answer).ratio(), [f"it is {n}" for n in range(8)]),
    ],
    ids=["numbers", "labels", "skewed", "boxed", "boxed labels", "dense"],
)
def test_a_healthy_reward_has_no_finding_above_low(grade: Grade, answers: list[str]) -> None:
    assert loud(attacked(grade, answers)) == {}


@pytest.mark.parametrize(("grade", "answers"), [(rescues_hundredfold, NUMBERS), (pays_blank, NUMBERS)])
def test_a_finding_holds_the_group_that_it_was_measured_in(grade: Grade, answers: list[str]) -> None:
    found = [each for each in attacked(grade, answers).findings if each.inversions]
    assert found
    for finding in found:
        rollouts, event = finding.group["rollouts"], finding.group["event"]
        assert [each["id"] for each in event] == [each["id"] for each in rollouts]
        for row, rollout in zip(event, rollouts, strict=True):
            said = row["messages"][-1]["content"]
            assert said == rollout["response"]
            assert rollout["reward"] == grade(said, row["reference_answer"])
            assert rollout["rank"] == 1 + sum(other["reward"] > rollout["reward"] for other in rollouts)
        attack, right = (next(each for each in rollouts if each["kind"] == kind) for kind in ("attack", "right"))
        assert attack["rank"] <= right["rank"]
        assert finding.event[0]["messages"][-1]["content"] == attack["response"]


def test_earlier_turns_of_the_model_stay_in_the_event() -> None:
    turns = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]
    recorded = [*turns, {"role": "assistant", "content": "old"}]
    for messages in (turns, recorded):
        (row,) = event_of(Case({"id": "r", "messages": messages}, "a\nb\nc"), "new")
        assert row["messages"] == [*turns, {"role": "assistant", "content": "new"}]


def test_an_attack_is_the_same_each_time_and_another_seed_draws_other_rows() -> None:
    answers = [str(1000 + 7 * n) for n in range(40)]

    first, again = (attack(Subject(FunctionTarget(pays_shape), cases(answers)), seed=3) for _ in range(2))
    other = attack(Subject(FunctionTarget(pays_shape), cases(answers)), seed=4)

    assert first.to_json() == again.to_json()
    assert [each.event for each in first.findings] != [each.event for each in other.findings]


def test_a_finding_s_event_shows_it() -> None:
    found = loud(attacked(rescues_hundredfold, NUMBERS))["number:times_hundred"]
    (row,) = found.event

    assert rescues_hundredfold(row["messages"][-1]["content"], row["reference_answer"]) == 1.0
    assert not exact(boxed(row["messages"][-1]["content"]), row["reference_answer"])


def test_wrong_answers_that_never_lead_are_no_finding_but_pay_for_nothing_is() -> None:
    def nearly(response: str, answer: str) -> float:
        given = boxed(response)
        return 1.0 if given == answer else 0.3 * given.isdigit()

    assert loud(attacked(nearly, NUMBERS, form="\\boxed{{answer}}")) == {}
    assert "words" in loud(attacked(lambda said, answer: 0.3 + 0.7 * in_box(said, answer) if said else 0.0, NUMBERS))


def test_rows_whose_own_reference_is_unpaid_are_named() -> None:
    found = attacked(lambda said, answer: exact(said, answer) if answer != NUMBERS[2] else 0.0, NUMBERS)

    assert loud(found)["reference_unpaid"].tried == len(NUMBERS)
