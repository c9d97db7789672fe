import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.call import Reply, Unreadable
from reward_runtime.judge.judge import question_of
from reward_runtime.judge.rubric.verdict import Blocked, read_verdict

from tests.lambda_src.judge.cases import BARE, SIMILARITY, SUPPORT, item, reply, verdict_of

GOOD = verdict_of(SIMILARITY, 0.8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 6) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["reason", "score", "x"]), inner, max_size=3)
    ),
)


def code_of(given_: Reply) -> str:
    with pytest.raises(Unreadable) as fault:
        read_verdict(given_, SIMILARITY)
    assert fault.value.code == str(fault.value)
    return fault.value.code


@pytest.mark.parametrize("stop", ["tool_use", "end_turn", "stop_sequence"])
def test_a_reply_that_ended_well_is_read(stop: str) -> None:
    assert read_verdict(reply(GOOD, stop), SIMILARITY) == {"score": 0.8}


@pytest.mark.parametrize(
    ("stop", "code"),
    [
        ("max_tokens", "max_tokens"),
        ("malformed_tool_use", "malformed_tool_use"),
        ("malformed_model_output", "malformed_model_output"),
        ("", "unknown_stop"),
        ("TOOL_USE", "unknown_stop"),
        ("a stop reason of tomorrow", "unknown_stop"),
    ],
)
def test_a_reply_that_ended_badly_is_no_verdict_even_if_it_holds_one(stop: str, code: str) -> None:
    """A12: the published handler never looks at the stop reason, and cuts at ten tokens."""
    assert code_of(reply(GOOD, stop)) == code


@pytest.mark.parametrize("stop", ["content_filtered", "guardrail_intervened", "model_context_window_exceeded"])
def test_a_judge_that_would_not_look_blocks_the_candidate_for_good(stop: str) -> None:
    assert read_verdict(reply(GOOD, stop), SIMILARITY) == Blocked(stop)
    assert read_verdict(reply(None, stop), SIMILARITY) == Blocked(stop)


@pytest.mark.parametrize(
    "text", ["1.0", "0.8", "I cannot help with that.", '{"reason": "", "score": 1.0}', "Score: 1", ""]
)
def test_text_without_the_tool_call_is_a_refusal_even_if_it_holds_a_number(text: str) -> None:
    """A7: the published handler takes the text for a float, and a manipulated judge says one."""
    assert code_of(reply(None, "end_turn", text)) == "no_verdict"


WRONG: dict[str, tuple[object, str]] = {
    "a bare number": (1.0, "no_object"),
    "a list": ([GOOD], "no_object"),
    "text": ('{"score": 1}', "no_object"),
    "no fields": ({}, "wrong_fields"),
    "an extra field": ({**GOOD, "bonus": 1}, "wrong_fields"),
    "no reason": ({"score": 0.8}, "wrong_fields"),
    "no score": ({"reason": ""}, "wrong_fields"),
    "another field's name": ({"reason": "", "Score": 0.8}, "wrong_fields"),
    "another key type": ({"reason": "", 1: 0.8}, "wrong_fields"),
    "nested": ({"verdict": GOOD}, "wrong_fields"),
    "a list of one": ({"verdicts": [{"slot": 1, **GOOD}]}, "wrong_fields"),
    "a slot that was not asked for": ({"slot": 1, **GOOD}, "wrong_fields"),
    "a reason that is none": (verdict_of(SIMILARITY, 0.8, reason=None), "no_reason"),
    "a reason that is a number": (verdict_of(SIMILARITY, 0.8, reason=1.0), "no_reason"),
    "nan, which became a full reward (A7)": (verdict_of(SIMILARITY, math.nan), "no_number"),
    "inf, which became a full reward (A7)": (verdict_of(SIMILARITY, math.inf), "no_number"),
    "1_0 (A7)": (verdict_of(SIMILARITY, "1_0"), "no_number"),
    "80% (A7)": (verdict_of(SIMILARITY, "80%"), "no_number"),
    "80 for 80 % (A7)": (verdict_of(SIMILARITY, 80), "off_scale"),
    "true": (verdict_of(SIMILARITY, True), "no_number"),
    "two numbers": (verdict_of(SIMILARITY, [0.5, 0.8]), "no_number"),
    "null": (verdict_of(SIMILARITY, None), "no_number"),
}


@pytest.mark.parametrize(("given_", "code"), WRONG.values(), ids=WRONG)
def test_a_verdict_in_any_other_shape_is_unreadable(given_: object, code: str) -> None:
    assert code_of(reply(given_)) == code


def test_every_criterion_of_the_rubric_is_in_its_verdict() -> None:
    given_ = {"reason": "", "accuracy": 1, "empathy": 3, "brand_voice": 5}

    assert read_verdict(reply(given_), SUPPORT) == {"accuracy": 0.0, "empathy": 0.5, "brand_voice": 1.0}
    with pytest.raises(Unreadable):
        read_verdict(reply({**given_, "empathy": 0}), SUPPORT)


def test_a_rubric_without_reasons_takes_none() -> None:
    assert read_verdict(reply({"score": 1}), BARE) == {"score": 1.0}
    with pytest.raises(Unreadable):
        read_verdict(reply({"reason": "", "score": 1}), BARE)


@given(JSON, st.sampled_from(["tool_use", "end_turn", "max_tokens", "x"]))
def test_whatever_comes_back_is_a_verdict_in_range_or_unreadable(given_: object, stop: str) -> None:
    try:
        verdict = read_verdict(reply(given_, stop), SIMILARITY)
    except Unreadable:
        return

    assert not isinstance(verdict, Blocked)
    assert verdict.keys() == {"score"}
    assert 0.0 <= verdict["score"] <= 1.0


def test_a_question_has_the_key_of_its_item_and_reads_its_verdict() -> None:
    asked = question_of(item(SUPPORT), 100)

    assert asked.read(reply(verdict_of(SUPPORT, 3))) == {"accuracy": 0.5, "empathy": 0.5, "brand_voice": 0.5}
    assert asked.key == item(SUPPORT).key
    assert asked.prompt.max_tokens == 100


def test_no_text_of_a_reply_is_in_what_is_raised() -> None:
    marker = "zQ7markerZ"

    for given_ in (marker, {marker: marker}, verdict_of(SIMILARITY, marker), {"verdicts": [marker]}):
        with pytest.raises(Unreadable) as fault:
            read_verdict(reply(given_, text=marker), SIMILARITY)
        assert marker not in f"{fault.value!r} {fault.value.__context__!r}"
