"""Whatever arrives, every reward with data answers it or refuses it as the table of failures says."""

import json
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from functools import cache
from itertools import product
from typing import Any

import pytest
from reward_runtime.errors import EventError

from tests.lambda_src import bad_inputs
from tests.lambda_src.bad_inputs import ABSENT, EVENTS, GIANT, GONE, MARKER, NO_ID, NO_RESPONSE, REFUSED, ROWS, TEXTS
from tests.lambda_src.bad_inputs import VALUES as REFERENCES
from tests.lambda_src.pipelines import REWARDS, has_references, pipeline_of, read
from tests.lambda_src.test_every_reward import REFUSAL, answer_of, each_reward

SECONDS, GIANT_SECONDS = 10.0, 60.0
"""Bounds of CPU time, twenty times the usual: only growth by the square of the length reaches them."""
SMALL = [name for name in TEXTS if name[:3] not in GIANT]
Row = dict[str, Any]


@cache
def data_row(reward: str) -> Row:
    return read(f"{reward}.jsonl")[0]


@cache
def best_response(reward: str) -> str:
    """A right response in perfect form; the recorded one if none is known to be right."""
    if has_references(reward):
        return pipeline_of(reward).reward.ideal_response(answer_of(reward, data_row(reward)))
    return read(f"{reward}.responses.jsonl")[0]["response"]


def good(reward: str, id: Any) -> Row:
    """The first data row with its best response, and the marker in its prompt."""
    asked = {"role": "user", "content": MARKER}
    return {
        **data_row(reward),
        "id": id,
        "messages": [asked, {"role": "assistant", "content": best_response(reward)}],
    }


@cache
def best(reward: str) -> float:
    """The reward of the good row: the ceiling, if its response is known to be right."""
    reply: Any = pipeline_of(reward)([good(reward, "a")], {})
    assert reply[0]["aggregate_reward_score"] == pipeline_of(reward).reward.ceiling or not has_references(reward)
    return reply[0]["aggregate_reward_score"]


def changed(row: Row, fields: Row) -> Row:
    return {key: value for key, value in {**row, **fields}.items() if value is not GONE}


def with_response(row: Row, response: str) -> Row:
    return {**row, "messages": bad_inputs.said(response)}


def metric(replied: Row, name: str) -> float:
    return next(m["value"] for m in replied["metrics_list"] if m["name"] == name)


def beside_good_rows(reward: str, bad: Row, seconds: float = SECONDS) -> Row:
    """The reply to a bad row that stands between two good ones, checked in all that holds for any row."""
    event = [good(reward, "before"), bad, good(reward, "after")]
    started = time.process_time()
    reply: Any = pipeline_of(reward)(event, {})
    took = time.process_time() - started
    definition = pipeline_of(reward).reward
    json.dumps(reply, allow_nan=False)
    assert [(type(r["id"]), r["id"]) for r in reply] == [(type(row["id"]), row["id"]) for row in event]
    assert definition.floor <= reply[1]["aggregate_reward_score"] <= definition.ceiling
    assert [reply[0], reply[2]] == [pipeline_of(reward)([row], {})[0] for row in (event[0], event[2])]  # type: ignore[index]
    assert took < seconds
    return reply[1]


def each_reward_with(cases: Iterable[str]) -> pytest.MarkDecorator:
    """Every reward with every small case at once, because a test of its own would cost each more than it takes.

    The giant ones go to ``sentiment`` alone, and to the others in ``make test-long``.
    """
    small, giant = ([case for case in cases if (case[:3] in GIANT) == is_giant] for is_giant in (False, True))
    params = [pytest.param(reward, small, id=f"{reward}-small") for reward in REWARDS]
    for reward, case in product(REWARDS, giant):
        marks = () if reward == "sentiment" else pytest.mark.long
        params.append(pytest.param(reward, [case], id=f"{reward}-{case}", marks=marks))
    return pytest.mark.parametrize(("reward", "cases"), params)


@contextmanager
def told(case: str) -> Generator[None]:
    """Name the case beside a failure in the block."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"case {case}")
        raise


def check_silence(captured: Any, said: object) -> None:
    assert MARKER not in captured.out + captured.err + repr(said)


def test_all_cases_of_the_corpus_are_here() -> None:
    assert bad_inputs.numbers() == set(range(1, 105))


@each_reward_with(EVENTS)
def test_an_event_is_answered_row_for_row_or_refused(
    reward: str, cases: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    for case in cases:
        with told(case):
            event = EVENTS[case](good(reward, "a"))
            started = time.process_time()
            if case[:3] in REFUSED:
                with pytest.raises(EventError) as refused:
                    pipeline_of(reward)(event, {})
                said: Any = (refused.value, refused.value.__context__)
            else:
                said = pipeline_of(reward)(event, {})
                assert len(said) == {"001": 0, "005": 0, "010": 0, "014": 10_000}.get(case[:3], 1)
                assert {r["aggregate_reward_score"] for r in said} <= {best(reward)}
            assert time.process_time() - started < (GIANT_SECONDS if case[:3] in GIANT else SECONDS)
            check_silence(capfd.readouterr(), said)


@each_reward
def test_a_row_of_odd_shape_harms_no_other(reward: str, capfd: pytest.CaptureFixture[str]) -> None:
    for case in ROWS:
        with told(case):
            bad = changed(good(reward, "bad"), ROWS[case])
            if case[:3] in NO_ID:
                with pytest.raises(EventError) as refused:
                    pipeline_of(reward)([good(reward, "before"), bad], {})
                said: Any = (refused.value, refused.value.__context__)
            else:
                said = beside_good_rows(reward, bad)
                assert metric(said, "unscorable") == float(case[:3] in NO_RESPONSE)
            check_silence(capfd.readouterr(), said)


@each_reward
def test_a_bad_reference_is_scored_or_flagged(reward: str, capfd: pytest.CaptureFixture[str]) -> None:
    for case in REFERENCES:
        with told(case):
            said = beside_good_rows(reward, changed(good(reward, "bad"), {"reference_answer": REFERENCES[case]}))

            assert metric(said, "unscorable") == 1.0 or case[:3] not in ABSENT or not has_references(reward)
            assert (
                metric(said, "unscorable") == 0.0 or said["aggregate_reward_score"] == pipeline_of(reward).reward.floor
            )
            check_silence(capfd.readouterr(), said)


@each_reward_with(TEXTS)
def test_a_bad_response_earns_a_low_score_and_is_never_right(
    reward: str, cases: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    for case in cases:
        with told(case):
            seconds = GIANT_SECONDS if case[:3] in GIANT else SECONDS
            definition = pipeline_of(reward).reward
            said = beside_good_rows(reward, with_response(good(reward, "bad"), TEXTS[case]()), seconds)

            assert metric(said, "unscorable") == 0.0
            if definition.extractor(REFUSAL) is None:
                assert not any(metric(said, d.name) for d in definition.dimensions if d.decisive)
            check_silence(capfd.readouterr(), said)


@each_reward
def test_no_text_around_the_marker_is_told(reward: str, capfd: pytest.CaptureFixture[str]) -> None:
    for case in SMALL:
        with told(case):
            text = f"{MARKER}{TEXTS[case]()}{MARKER}"
            said = beside_good_rows(reward, {**with_response(good(reward, "bad"), text), "reference_answer": text})

            check_silence(capfd.readouterr(), said)


@each_reward
def test_a_bad_text_as_a_reference_raises_nothing(reward: str) -> None:
    for case in SMALL:
        with told(case):
            said = beside_good_rows(reward, {**good(reward, "bad"), "reference_answer": TEXTS[case]()})

            assert (
                metric(said, "unscorable") == 0.0 or said["aggregate_reward_score"] == pipeline_of(reward).reward.floor
            )


@each_reward
def test_a_bad_text_as_an_id_comes_back_or_is_refused(reward: str) -> None:
    for case in SMALL:
        with told(case):
            row = good(reward, TEXTS[case]())
            if case.startswith("047"):
                with pytest.raises(EventError):
                    pipeline_of(reward)([row], {})
                continue
            said = beside_good_rows(reward, row)

            assert said["aggregate_reward_score"] == best(reward)


@each_reward
def test_104_an_echo_of_the_prompt_harms_no_other(reward: str) -> None:
    echoed = "\n".join(turn["content"] for turn in data_row(reward)["messages"])
    said = beside_good_rows(reward, with_response(good(reward, "bad"), echoed))

    assert said["aggregate_reward_score"] < pipeline_of(reward).reward.ceiling
