"""Whatever arrives, every reward with data answers it or refuses it as the table of failures says."""

import json
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.errors import EventError
from reward_runtime.pipeline import Pipeline

from tests.lambda_src import bad_inputs
from tests.lambda_src.bad_inputs import ABSENT, EVENTS, GIANT, GONE, MARKER, NO_ID, NO_RESPONSE, REFUSED, ROWS, TEXTS
from tests.lambda_src.bad_inputs import VALUES as REFERENCES

DATA = Path(__file__).parents[2] / "data"
SHIPPED = (Path(__file__).parents[2] / "lambda_src/rewards").glob("*.py")
REWARDS = sorted(p.stem for p in SHIPPED if (DATA / f"{p.stem}.jsonl").is_file())
"""A reward without data fails in ``test_every_reward``; it has no good row to put bad input into."""
SECONDS, GIANT_SECONDS = 1.0, 20.0
SMALL = [name for name in TEXTS if name[:3] not in GIANT]
REFUSAL = "I cannot help with that."
Row = dict[str, Any]

each_reward = pytest.mark.parametrize("reward", REWARDS)


@cache
def pipeline(reward: str) -> Pipeline:
    return Pipeline.from_environment({names.ENV_REWARD: reward})


@cache
def data_row(reward: str) -> Row:
    with (DATA / f"{reward}.jsonl").open(encoding="utf-8") as lines:
        return json.loads(next(lines))


def good(reward: str, id: Any) -> Row:
    """The first data row with a right response in perfect form, and the marker in its prompt."""
    row, definition = data_row(reward), pipeline(reward).reward
    ideal = definition.ideal_response(definition.write(definition.read_reference(row["reference_answer"])))
    return {**row, "id": id, "messages": [{"role": "user", "content": MARKER}, {"role": "assistant", "content": ideal}]}


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
    reply: Any = pipeline(reward)(event, {})
    took = time.process_time() - started
    definition = pipeline(reward).reward
    json.dumps(reply, allow_nan=False)
    assert [(type(r["id"]), r["id"]) for r in reply] == [(type(row["id"]), row["id"]) for row in event]
    assert definition.floor <= reply[1]["aggregate_reward_score"] <= definition.ceiling
    assert [reply[0], reply[2]] == [pipeline(reward)([row], {})[0] for row in (event[0], event[2])]  # type: ignore[index]
    assert took < seconds
    return reply[1]


def check_silence(captured: Any, said: object) -> None:
    assert MARKER not in captured.out + captured.err + repr(said)


def test_all_cases_of_the_corpus_are_here() -> None:
    assert bad_inputs.numbers() == set(range(1, 105))


@each_reward
@pytest.mark.parametrize("case", EVENTS)
def test_an_event_is_answered_row_for_row_or_refused(reward: str, case: str, capfd: pytest.CaptureFixture[str]) -> None:
    event = EVENTS[case](good(reward, "a"))
    started = time.process_time()
    if case[:3] in REFUSED:
        with pytest.raises(EventError) as refused:
            pipeline(reward)(event, {})
        said: Any = (refused.value, refused.value.__context__)
    else:
        said = pipeline(reward)(event, {})
        assert len(said) == {"001": 0, "005": 0, "010": 0, "014": 10_000}.get(case[:3], 1)
        assert {r["aggregate_reward_score"] for r in said} <= {pipeline(reward).reward.ceiling}
    assert time.process_time() - started < (GIANT_SECONDS if case[:3] in GIANT else SECONDS)
    check_silence(capfd.readouterr(), said)


@each_reward
@pytest.mark.parametrize("case", ROWS)
def test_a_row_of_odd_shape_harms_no_other(reward: str, case: str, capfd: pytest.CaptureFixture[str]) -> None:
    bad = changed(good(reward, "bad"), ROWS[case])
    if case[:3] in NO_ID:
        with pytest.raises(EventError) as refused:
            pipeline(reward)([good(reward, "before"), bad], {})
        said: Any = (refused.value, refused.value.__context__)
    else:
        said = beside_good_rows(reward, bad)
        assert metric(said, "unscorable") == float(case[:3] in NO_RESPONSE)
    check_silence(capfd.readouterr(), said)


@each_reward
@pytest.mark.parametrize("case", REFERENCES)
def test_a_bad_reference_is_scored_or_flagged(reward: str, case: str, capfd: pytest.CaptureFixture[str]) -> None:
    said = beside_good_rows(reward, changed(good(reward, "bad"), {"reference_answer": REFERENCES[case]}))

    assert metric(said, "unscorable") == 1.0 or case[:3] not in ABSENT
    assert metric(said, "unscorable") == 0.0 or said["aggregate_reward_score"] == pipeline(reward).reward.floor
    check_silence(capfd.readouterr(), said)


@each_reward
@pytest.mark.parametrize("case", TEXTS)
def test_a_bad_response_earns_a_low_score_and_is_never_right(
    reward: str, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    seconds = GIANT_SECONDS if case[:3] in GIANT else SECONDS
    definition = pipeline(reward).reward
    said = beside_good_rows(reward, with_response(good(reward, "bad"), TEXTS[case]()), seconds)

    assert metric(said, "unscorable") == 0.0
    if definition.extract(REFUSAL, [(0, len(REFUSAL))]) is None:
        assert not any(metric(said, d.name) for d in definition.dimensions if d.decisive)
    check_silence(capfd.readouterr(), said)


@each_reward
@pytest.mark.parametrize("case", SMALL)
def test_no_text_around_the_marker_is_told(reward: str, case: str, capfd: pytest.CaptureFixture[str]) -> None:
    text = f"{MARKER}{TEXTS[case]()}{MARKER}"
    said = beside_good_rows(reward, {**with_response(good(reward, "bad"), text), "reference_answer": text})

    check_silence(capfd.readouterr(), said)


@each_reward
@pytest.mark.parametrize("case", SMALL)
def test_a_bad_text_as_a_reference_raises_nothing(reward: str, case: str) -> None:
    said = beside_good_rows(reward, {**good(reward, "bad"), "reference_answer": TEXTS[case]()})

    assert metric(said, "unscorable") == 0.0 or said["aggregate_reward_score"] == pipeline(reward).reward.floor


@each_reward
@pytest.mark.parametrize("case", SMALL)
def test_a_bad_text_as_an_id_comes_back_or_is_refused(reward: str, case: str) -> None:
    row = good(reward, TEXTS[case]())
    if case.startswith("047"):
        with pytest.raises(EventError):
            pipeline(reward)([row], {})
        return
    said = beside_good_rows(reward, row)

    assert said["aggregate_reward_score"] == pipeline(reward).reward.ceiling


@each_reward
def test_104_an_echo_of_the_prompt_harms_no_other(reward: str) -> None:
    echoed = "\n".join(turn["content"] for turn in data_row(reward)["messages"])
    said = beside_good_rows(reward, with_response(good(reward, "bad"), echoed))

    assert said["aggregate_reward_score"] < pipeline(reward).reward.ceiling
