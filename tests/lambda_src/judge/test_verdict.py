import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.call import Reply, Unreadable
from reward_runtime.judge.rubric.prompt import key_of, slots_of
from reward_runtime.judge.rubric.verdict import Blocked, GroupUnreadable, ask_of, read_verdicts

from tests.lambda_src.judge.cases import BARE, SIMILARITY, SUPPORT, case, reply, verdict_of

GOOD = verdict_of(SIMILARITY, 0.8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 6) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["reason", "score", "slot", "verdicts", "x"]), inner, max_size=3)
    ),
)


def code_of(given_: Reply, slots: list[int] | None = None) -> str:
    with pytest.raises(Unreadable) as fault:
        read_verdicts(given_, SIMILARITY, slots or [1])
    assert fault.value.code == str(fault.value)
    return fault.value.code


@pytest.mark.parametrize("stop", ["tool_use", "end_turn", "stop_sequence"])
def test_a_reply_that_ended_well_is_read(stop: str) -> None:
    assert read_verdicts(reply(GOOD, stop), SIMILARITY, [1]) == ({"score": 0.8},)


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
    assert read_verdicts(reply(GOOD, stop), SIMILARITY, [1]) == (Blocked(stop),)
    assert read_verdicts(reply(None, stop), SIMILARITY, [1]) == (Blocked(stop),)


@pytest.mark.parametrize(
    "text", ["1.0", "0.8", "I cannot help with that.", '{"reason": "", "score": 1.0}', "Score: 1", ""]
)
def test_text_without_the_tool_call_is_a_refusal_even_if_it_holds_a_number(text: str) -> None:
    """A7: the published handler takes the text for a float, and a judge that was talked round says one."""
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

    assert read_verdicts(reply(given_), SUPPORT, [1]) == ({"accuracy": 0.0, "empathy": 0.5, "brand_voice": 1.0},)
    with pytest.raises(Unreadable):
        read_verdicts(reply({**given_, "empathy": 0}), SUPPORT, [1])


def test_a_rubric_without_reasons_takes_none() -> None:
    assert read_verdicts(reply({"score": 1}), BARE, [1]) == ({"score": 1.0},)
    with pytest.raises(Unreadable):
        read_verdicts(reply({"reason": "", "score": 1}), BARE, [1])


def grouped(*slots: object, **changed: Any) -> Reply:
    return reply(
        {"verdicts": [verdict_of(SIMILARITY, index / 10, slot=slot) for index, slot in enumerate(slots)]}, **changed
    )


def test_verdicts_are_told_by_their_slots_and_not_by_their_order() -> None:
    found = read_verdicts(grouped(2, 3, 1), SIMILARITY, [3, 1, 2])

    assert found == ({"score": 0.1}, {"score": 0.2}, {"score": 0.0})


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (grouped(1, 2), "group_wrong_slots"),
        (grouped(1, 2, 3, 3), "group_wrong_slots"),
        (grouped(1, 2, 2), "group_wrong_slots"),
        (grouped(1, 2, 3, 4), "group_wrong_slots"),
        (grouped(0, 1, 2), "group_wrong_slots"),
        (grouped(True, 2, 3), "group_wrong_slots"),
        (grouped("1", 2, 3), "group_wrong_slots"),
        (grouped(None, 2, 3), "group_wrong_slots"),
        (grouped(), "group_wrong_slots"),
        (grouped(1, 2, 3, stop="max_tokens"), "group_max_tokens"),
        (grouped(1, 2, 3, stop="content_filtered"), "group_content_filtered"),
        (reply(None), "group_no_verdict"),
        (reply(GOOD), "group_wrong_fields"),
        (reply({"verdicts": {}}), "group_no_list"),
        (reply({"verdicts": [1, 2, 3]}), "group_no_object"),
        (reply({"verdicts": [GOOD, GOOD, GOOD]}), "group_wrong_fields"),
        (reply({"verdicts": [verdict_of(SIMILARITY, 2, slot=slot) for slot in (1, 2, 3)]}), "group_off_scale"),
    ],
)
def test_one_wrong_verdict_of_several_spoils_them_all_and_says_that_they_are_several(given_: Reply, code: str) -> None:
    """F7: a missing, doubled or swapped item must not shift anyone's score."""
    with pytest.raises(GroupUnreadable) as fault:
        read_verdicts(given_, SIMILARITY, [3, 1, 2])

    assert fault.value.code == code
    assert fault.value.__cause__ is None


@given(JSON, st.sampled_from(["tool_use", "end_turn", "max_tokens", "x"]), st.integers(1, 3))
def test_whatever_comes_back_is_verdicts_in_range_or_unreadable(given_: object, stop: str, size: int) -> None:
    try:
        found = read_verdicts(reply(given_, stop), SIMILARITY, list(range(1, size + 1)))
    except Unreadable:
        return

    assert len(found) == size
    for verdict in found:
        assert not isinstance(verdict, Blocked)
        assert verdict.keys() == {"score"}
        assert 0.0 <= verdict["score"] <= 1.0


def test_an_ask_reads_verdicts_in_the_order_of_its_cases() -> None:
    cases = [case(response=text) for text in "abcd"]
    ask = ask_of(cases, 100)
    by_slot = dict(zip(slots_of(cases), (0.0, 0.2, 0.4, 0.6), strict=True))
    given_ = {"verdicts": [verdict_of(SIMILARITY, by_slot[slot], slot=slot) for slot in sorted(by_slot)]}

    assert [verdict["score"] for verdict in ask.read(reply(given_)) if not isinstance(verdict, Blocked)] == [
        0.0,
        0.2,
        0.4,
        0.6,
    ]
    assert ask.key == key_of(cases)
    assert ask.prompt.max_tokens == 400


def test_no_text_of_a_reply_is_in_what_is_raised() -> None:
    marker = "zQ7markerZ"

    for given_ in (marker, {marker: marker}, verdict_of(SIMILARITY, marker), {"verdicts": [marker]}):
        with pytest.raises(Unreadable) as fault:
            read_verdicts(reply(given_, text=marker), SIMILARITY, [1])
        assert marker not in f"{fault.value!r} {fault.value.__context__!r}"
