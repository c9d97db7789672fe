"""A second judge tells how much more the first one pays, and nothing that it does reaches a score, a row or a count."""

import json
import re
import time
from collections.abc import Callable, Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.errors import JudgeError, SettingsError
from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.rubric.prompt import JudgeItem
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points
from reward_runtime.judge.second import SecondJudge
from reward_runtime.judge.settings import JudgeSettings, SecondSettings
from reward_runtime.pipeline import Pipeline

from tests.lambda_src.drained import drained
from tests.lambda_src.judge.virtual import Step, VirtualLine
from tests.lambda_src.pipelines import asking, judge, judged_by
from tests.lambda_src.test_judging import Context, of, row
from tests.standin import StandIn

FIRST, SECOND = "us.amazon.nova-2-lite-v1:0", "us.amazon.nova-pro-v1:0"
Row = dict[str, Any]
Lines = Callable[[], list[Row]]
FORM = "<|begin_of_solution|>\\boxed{%s}<|end_of_solution|>"
RESPONSES = [FORM % said for said in ("The ferry leaves at noon", "something else", "The ferry leaves at ten")]
BATCH = [row(number, response) for number, response in enumerate(RESPONSES)]
ANSWERED = {"second_unasked": 0, "second_failed": 0, "second_throttles": 0}


@pytest.fixture
def bench() -> Generator[StandIn]:
    """The stand-in that the other tests share, with nothing asked yet; left as it was."""
    judge().configure()
    with drained():
        yield judge()
    judge().configure()


def pipeline(bench: StandIn, second: dict[str, Any] | None, reward: str = "similarity") -> Pipeline:
    environment = {names.ENV_REWARD: reward, **judged_by(hedge=False)}
    if second is not None:
        settings = {"model": SECOND, "share": 1.0, "requests_per_minute": 1e6, "concurrency": 8, "hedge": False}
        environment[names.ENV_SECOND_JUDGE] = json.dumps(settings | second)
    return asking(bench, lambda: Pipeline.from_environment(environment))


@pytest.fixture(scope="module")
def alone() -> Pipeline:
    """Without a second judge. It keeps verdicts, so each test asks about rows of its own."""
    return pipeline(judge(), None)


@pytest.fixture(scope="module")
def audited() -> Pipeline:
    return pipeline(judge(), {})


def batch(name: str) -> list[Row]:
    return [row(f"{name} {number}", each) for number, each in enumerate(RESPONSES)]


CLOCK = ("timestamp", "millis", "deadline_millis", "JudgeMillis", "InvocationMillis", "_aws", "request_id")
NONCES = ("input_tokens", "JudgeInputTokens")
"""A few tokens more or less, because each prompt has its own random digits."""


def masked(lines: list[Row]) -> list[Row]:
    """The lines without the second judge's part, and without whatever a clock or a nonce decides."""
    told = [{name: each for name, each in line.items() if name not in (*CLOCK, *NONCES)} for line in lines]
    return [{name: each for name, each in line.items() if not name.lower().startswith("second")} for line in told]


def test_the_gap_stands_in_the_log_and_the_metrics_alone(bench: StandIn, audited: Pipeline, lines: Lines) -> None:
    bench.configure(judges={FIRST: "highest"})
    reply: Any = audited(batch("kind"), {})
    told = lines()

    assert [each["aggregate_reward_score"] for each in reply] == [1.0] * 3
    assert "second" not in json.dumps(reply)
    samples = of(told, "sample")
    assert all(each["second_gap"] == pytest.approx(1.0 - each["second_score"]) for each in samples)
    by_weights = [0.9 * each["second_dim_similar"] + 0.1 for each in samples]
    assert [each["second_score"] for each in samples] == pytest.approx(by_weights)
    assert by_weights[:2] == pytest.approx([1.0, 0.1])
    assert 0.1 < by_weights[2] < 1.0
    (line,) = of(told, "judge")
    assert {name: line[name] for name in ANSWERED} == ANSWERED
    assert (line["second_judge"], line["second_judged"], line["second_calls"]) == (SECOND, 3, 3)
    assert told[-1]["SecondGap"] == told[-1]["SecondDistance"] == [each["second_gap"] for each in samples]
    assert told[-1]["SecondInputTokens"] == [line["second_input_tokens"]] != [0]
    assert names.SECOND_FIELDS.keys() >= {name for name in line if name.startswith("second")}


def test_a_stricter_judge_has_a_gap_below_zero(bench: StandIn, audited: Pipeline, lines: Lines) -> None:
    bench.configure(judges={FIRST: "lowest", SECOND: "highest"})
    audited(batch("strict"), {})
    metrics = lines()[-1]

    assert metrics["SecondGap"] == pytest.approx([-0.9] * 3)
    assert metrics["SecondDistance"] == pytest.approx([0.9] * 3)


def test_every_judged_dimension_of_several_has_its_second_value(bench: StandIn, lines: Lines) -> None:
    bench.configure(judges={FIRST: "highest", SECOND: "lowest"})
    good = "<reply>The ferry leaves at noon</reply>"
    unsafe = "<reply>Calm down and write to jane.doe@mailbox.com</reply>"
    pipeline(bench, {}, "support_reply")([row("a", good), row("b", unsafe)], {})
    shown, gated = of(lines(), "sample")

    judged = {name.removeprefix("why_") for name, code in shown.items() if code == "judged"}
    assert {f"second_dim_{name}" for name in judged} == {name for name in shown if name.startswith("second_dim_")}
    assert {shown[f"second_dim_{name}"] for name in judged} == {0.0}
    assert "second_gap" not in gated


def test_without_one_nothing_is_written_of_it(bench: StandIn, alone: Pipeline, lines: Lines) -> None:
    alone(batch("alone"), {})

    assert '"second' not in json.dumps(lines()).lower()
    assert {each["model"] for each in bench.calls()["calls"]} == {FIRST}


FAULTS = {
    **dict.fromkeys(("unavailable", "throttled", "hang", "reset_mid_body", "invalid_json", "huge_usage"), ""),
    **dict.fromkeys(("verdict_null", "verdict_out_of_range", "verdict_in_text", "refusal", "content_filtered"), ""),
    **dict.fromkeys(("policy_denies", "no_such_model", "end_of_life"), "JudgeRefusedError: "),
    "expired_token": "",
}
"""Fault of every call to the second judge -> the beginning of the error that the log names."""


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_to_it_scores_rows_and_the_first_judges_counts_are_as_without_it(
    bench: StandIn, alone: Pipeline, audited: Pipeline, lines: Lines, fault: str
) -> None:
    plain = alone(batch(fault), Context(3.0))
    before = lines()
    bench.configure(faults=[{"fault": fault, "model": SECOND}])
    begun = time.monotonic()

    assert audited(batch(fault), Context(3.0)) == plain
    assert time.monotonic() - begun < 3.0
    told = lines()
    assert masked(told) == masked(before)
    (line,) = of(told, "judge")
    judged = 3 if fault == "huge_usage" else 0
    assert (line["second_judged"], line["second_unasked"], line["second_failed"]) == (judged, 0, 3 - judged)
    assert ("SecondGap" in told[-1]) == bool(judged)
    assert line.get("second_error", "")[:19] == FAULTS[fault]


def test_a_machine_without_a_thread_left_for_it_loses_no_batch(
    bench: StandIn, audited: Pipeline, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoThread:
        def __init__(self, **_: object) -> None: ...

        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr("reward_runtime.judge.second.Thread", NoThread)
    assert len(audited(batch("threadless"), Context(3.0))) == 3
    (line,) = of(lines(), "judge")
    assert (line["second_error"], line["second_judged"], line["second_calls"]) == ("RuntimeError", 0, 0)


def test_samples_beyond_its_pace_are_left_out_and_counted_apart(bench: StandIn, lines: Lines) -> None:
    pipeline(bench, {"requests_per_minute": 1.0})(BATCH, Context(3.0))
    (line,) = of(lines(), "judge")

    assert line["second_judged"] + line["second_unasked"] == 3
    assert line["second_unasked"] >= 2
    assert (line["second_failed"], line["throttles"], line["lost"]) == (0, 0, 0)


def test_with_no_time_left_it_is_not_asked(bench: StandIn, audited: Pipeline, lines: Lines) -> None:
    audited(batch("late"), Context(0.6))
    (line,) = of(lines(), "judge")

    assert (line["second_judged"], line["second_unasked"], line["second_calls"]) == (0, 3, 0)


def test_a_sample_without_a_verdict_of_the_first_judge_has_no_gap(
    bench: StandIn, audited: Pipeline, lines: Lines
) -> None:
    bench.configure(faults=[{"fault": "content_filtered", "model": FIRST, "holds": "something else"}])
    audited(batch("filtered"), {})
    told = lines()

    assert ["second_gap" in each for each in of(told, "sample")] == [True, False, True]
    assert of(told, "judge")[0]["second_judged"] == 2


def test_a_batch_that_fails_tells_of_its_second_judge_too(bench: StandIn, audited: Pipeline, lines: Lines) -> None:
    bench.configure(faults=[{"fault": "unavailable", "model": FIRST}], latency={"p50": 0.01, "p99": 0.01})
    with pytest.raises(JudgeError):
        audited(batch("failing"), Context(3.0))
    (line,) = of(lines(), "judge")

    assert (line["second_judge"], line["second_judged"], line["second_calls"]) == (SECOND, 0, 3)


def test_no_text_of_a_row_is_logged(bench: StandIn, audited: Pipeline, lines: Lines) -> None:
    marker = "zQ7markerZ"
    for fault in ("policy_denies", "verdict_in_text", "odd_refusal"):
        bench.configure(faults=[{"fault": fault, "model": SECOND}])
        audited([row(fault, f"{marker} leaves at noon", reference_answer=f"{marker} noon")], Context(3.0))
    assert marker not in json.dumps(lines())


RUBRIC = Rubric("capital.md", "Is {response} right for {question}?", Points(1, 5))


def second(share: float) -> SecondJudge:
    settings = JudgeSettings(SECOND)
    calls = VirtualLine(lambda name, times, now: Step()).calls
    return SecondJudge(Dispatcher(calls, settings), SecondSettings(settings, share))


@given(st.lists(st.text(max_size=8), max_size=30, unique=True), st.floats(1e-9, 1), st.floats(1e-9, 1))
def test_a_sample_is_drawn_by_its_content_alone_and_stays_drawn_as_the_share_grows(
    responses: list[str], one: float, other: float
) -> None:
    items = [(JudgeItem(RUBRIC, "What?", "", response),) for response in responses]

    def drawn(share: float) -> set[int]:
        return {place for place, each in enumerate(items) if second(share).draws(each)}

    few, many = sorted([one, other])
    assert drawn(few) <= drawn(many) <= drawn(1.0) == set(range(len(items)))
    assert not second(1.0).draws(())


def test_about_the_share_is_drawn_and_not_the_same_samples_as_for_counterfactuals() -> None:
    items = [(JudgeItem(RUBRIC, "What?", "", f"Paris {number}"),) for number in range(4000)]
    drawn = [each for each in items if second(0.05).draws(each)]

    # Four standard deviations of a fair draw.
    assert abs(len(drawn) - 200) < 4 * (4000 * 0.05 * 0.95) ** 0.5


@pytest.mark.parametrize("share", ["0", "-0.1", "1.1", "true", '"1"', "null", "NaN"])
def test_a_share_that_cannot_be_meant_is_refused_at_init(share: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"{names.ENV_SECOND_JUDGE}: share: got ")):
        SecondSettings.from_json(f'{{"model": "m", "share": {share}}}')


@pytest.mark.parametrize(("text", "said"), [("[]", "expected a JSON object"), ('{"share": 1, "x": 1}', "x: unknown")])
def test_settings_that_cannot_be_meant_name_their_variable(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^{names.ENV_SECOND_JUDGE}: .*{said}"):
        SecondSettings.from_json(text)
