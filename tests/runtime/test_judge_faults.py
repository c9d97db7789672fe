"""Every fault of a call to the judge, through AWS's runtime client and AWS's own client to the stand-in.

The other rows of the table of 36, which are not faults of a call, are in ``test_judge_rows``.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

import pytest

from tests.runtime.emulator import packaged
from tests.runtime.judged import Invocation, JudgedFunction, judged, right, unreasoned, wrong
from tests.standin import StandIn


class Fate(Enum):
    """The consequence of a fault that stays. The value is the number of calls for one question, if that is fixed."""

    RETRIED = 4
    """Retried three times, then the infrastructure's."""
    RESENT = 6
    """Sent again twice at once, because a connection may have died while the environment slept; then retried."""
    WAITED_FOR = 0
    """Retried, or waited for, until the time is up; then the infrastructure's."""
    REASKED = 2
    """Asked once more, then the infrastructure's."""
    REFUSED = 1
    """The operator's: the invocation fails at once."""
    CANDIDATE = -1
    """The candidate's: the floor. Its row is asked about with a harmless response, which shows whose fault it is."""
    HARMLESS = -2
    """A verdict all the same."""


class Row(NamedTuple):
    """One fault."""

    number: int
    """Row of the table of 36."""
    fate: Fate
    says: str = ""
    """Part of the error's message: the last failure's code, or advice to the operator. For candidates, the reason."""


RETRIED, RESENT, WAITED_FOR, REASKED, REFUSED, CANDIDATE, HARMLESS = Fate
NO_BODY: Final = "broken (no_reply_body)"
VALUES: Final = {
    "off_scale": "out_of_range hundred negative just_over huge_integer",
    "no_number": "fraction percent string nan nan_string infinite infinite_string overflow comma arabic_digits "
    "underscore markdown two_numbers true null list unknown_label",
}
"""Code of the unreadable verdict -> kinds of value that the judge gave as the score."""

TABLE: Final[dict[str, Row]] = {
    "throttled": Row(1, WAITED_FOR, "deadline (ThrottlingException)"),
    "throttled_tokens": Row(1, WAITED_FOR, "deadline (ThrottlingException)"),
    "throttled_day": Row(1, REFUSED, "have the quota raised"),
    "unavailable": Row(2, RETRIED, "unavailable (ServiceUnavailableException)"),
    "internal": Row(2, RETRIED, "unavailable (InternalServerException)"),
    "bad_gateway": Row(2, RETRIED, "unavailable (502)"),
    "gateway_timeout": Row(2, RETRIED, "unavailable (504)"),
    "model_timeout": Row(3, RETRIED, "slow (ModelTimeoutException)"),
    "model_not_ready": Row(4, WAITED_FOR, "deadline (ModelNotReadyException)"),
    "model_error": Row(5, RETRIED, "unavailable (ModelErrorException)"),
    "cut_mid_body": Row(6, RETRIED, NO_BODY),
    "reset_mid_body": Row(6, RESENT, "unavailable (connection_closed)"),
    "denied": Row(7, REFUSED, "The role may not call it: deploy again"),
    "guardrail_denied": Row(7, REFUSED, "write `enforced_guardrails: [arn:"),
    "policy_denies": Row(7, REFUSED, "A policy denies the call"),
    "field_deprecated": Row(8, REFUSED, "write `omit: [temperature]`"),
    "no_model_access": Row(7, REFUSED, "Access to the model is not granted: ask for it"),
    "no_subscription": Row(7, REFUSED, "accepts its terms once"),
    "no_such_model": Row(8, REFUSED, "check its id and region"),
    "end_of_life": Row(8, REFUSED, "name its successor"),
    "on_demand": Row(8, REFUSED, "name an inference profile"),
    "invalid_model": Row(8, REFUSED, "check its id and region"),
    "no_tools": Row(8, REFUSED, "or name another judge"),
    "too_long": Row(9, CANDIDATE, "context_window"),
    "context_window_exceeded": Row(9, CANDIDATE, "model_context_window_exceeded"),
    "expired_token": Row(10, RETRIED, "unavailable (ExpiredTokenException)"),
    "unknown_token": Row(10, RETRIED, "unavailable (UnrecognizedClientException)"),
    "clock_skew": Row(10, RETRIED, "unavailable (InvalidSignatureException)"),
    "too_skewed": Row(10, RETRIED, "unavailable (RequestTimeTooSkewed)"),
    "hang": Row(11, WAITED_FOR, "deadline (no_reply)"),
    "hang_mid_body": Row(11, WAITED_FOR, "deadline (no_reply)"),
    "closed_before": Row(11, RESENT, "unavailable (connection_closed)"),
    "reset_before": Row(11, RESENT, "unavailable (connection_closed)"),
    "closed_after": Row(11, HARMLESS),
    "truncated_json": Row(12, RETRIED, NO_BODY),
    "invalid_json": Row(12, RETRIED, NO_BODY),
    "invalid_utf8": Row(12, RETRIED, NO_BODY),
    "empty_body": Row(12, RETRIED, NO_BODY),
    "html_body": Row(12, RETRIED, NO_BODY),
    "gzip_garbage": Row(12, RETRIED, NO_BODY),
    "wrong_content_type": Row(12, HARMLESS),
    "a_list": Row(12, RETRIED, NO_BODY),
    "no_output": Row(13, RETRIED, NO_BODY),
    "no_message": Row(13, RETRIED, NO_BODY),
    "null_message": Row(13, RETRIED, NO_BODY),
    "no_stop_reason": Row(13, RETRIED, NO_BODY),
    "no_usage": Row(13, HARMLESS),
    "huge_usage": Row(13, HARMLESS),
    "another_question": Row(18, RETRIED, "broken (another_question)"),
    "filtered": Row(15, CANDIDATE, "refused"),
    "too_large": Row(9, CANDIDATE, "refused"),
    "odd_refusal": Row(15, CANDIDATE, "refused"),
    "empty_content": Row(13, REASKED, "unreadable (no_verdict)"),
    "empty_text": Row(13, REASKED, "unreadable (no_verdict)"),
    "reasoning_only": Row(13, REASKED, "unreadable (no_verdict)"),
    "reasoning_first": Row(13, HARMLESS),
    "text_first": Row(13, HARMLESS),
    "stop_sequence": Row(13, HARMLESS),
    "unknown_stop": Row(13, REASKED, "unreadable (unknown_stop)"),
    "max_tokens": Row(14, REASKED, "unreadable (max_tokens)"),
    "whole_at_max_tokens": Row(14, REASKED, "unreadable (max_tokens)"),
    "guardrail_intervened": Row(15, CANDIDATE, "guardrail_intervened"),
    "content_filtered": Row(15, CANDIDATE, "content_filtered"),
    "refusal": Row(16, REASKED, "unreadable (no_verdict)"),
    **{
        f"verdict_{name}": Row(17, REASKED, f"unreadable ({code})")
        for code, names in VALUES.items()
        for name in names.split()
    },
    "verdict_in_text": Row(17, REASKED, "unreadable (no_verdict)"),
    "verdict_nested": Row(17, REASKED, "unreadable (wrong_fields)"),
    "verdict_extra_key": Row(17, REASKED, "unreadable (wrong_fields)"),
    "verdict_missing_key": Row(17, REASKED, "unreadable (wrong_fields)"),
    "verdict_empty": Row(17, REASKED, "unreadable (wrong_fields)"),
    "verdict_not_an_object": Row(17, REASKED, "unreadable (no_object)"),
    "malformed_tool_use": Row(18, REASKED, "unreadable (malformed_tool_use)"),
    "malformed_model_output": Row(18, REASKED, "unreadable (malformed_model_output)"),
    "two_verdicts": Row(18, REASKED, "unreadable (malformed_tool_use)"),
    "other_tool": Row(18, REASKED, "unreadable (malformed_tool_use)"),
}
"""Every fault that the stand-in knows."""


@pytest.fixture(scope="module")
def function(judge: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgedFunction]:
    task = tmp_path_factory.mktemp("task")
    compiled = packaged(task, "similarity")
    with judged(unreasoned(task), compiled, judge, tmp_path_factory.mktemp("log") / "log") as running:
        yield running


def test_every_fault_of_the_stand_in_is_in_the_table(judge: StandIn) -> None:
    assert sorted(TABLE) == judge.faults()
    assert {row.number for row in TABLE.values()} == set(range(1, 19))


def named(*fates: Fate) -> list[str]:
    return [name for name, row in TABLE.items() if row.fate in fates]


WAITED_FOR_TOO: Final = {"throttled_tokens", "model_not_ready", "hang_mid_body"}
"""Each waits until the deadline, like ``throttled`` or ``hang``, which stand for them in the default run."""
STAYING: Final = [
    pytest.param(fault, marks=pytest.mark.long if fault in WAITED_FOR_TOO else [])
    for fault in named(RETRIED, RESENT, WAITED_FOR, REASKED)
]


def held_to_the_record(invocation: Invocation) -> None:
    """Nothing is scored but by a reply that the judge gave in form."""
    verdicts = {"answered", *named(HARMLESS)}
    won = [prompt for prompt, fates in invocation.prompts.items() if verdicts & set(fates)]
    assert invocation.scored <= len(won)
    assert sum(len(fates) for fates in invocation.prompts.values()) == invocation.judge["calls"]
    assert invocation.metric("JudgeThrottles") == [invocation.judge["throttles"]]
    assert invocation.metric("JudgeInputTokens") == [invocation.judge["input_tokens"]]


@pytest.mark.parametrize("fault", STAYING)
def test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation(function: JudgedFunction, fault: str) -> None:
    done = function.invoke([right(), wrong(word="target")], faults=[{"fault": fault, "holds": "target"}])

    held_to_the_record(done)
    assert done.reply["errorType"] == "JudgeError"
    says = {TABLE[fault].says}
    if TABLE[fault].fate is WAITED_FOR:
        # The last call may still be under way when time is up.
        says.add("deadline (no_reply)")
    assert done.reply["errorMessage"].startswith(tuple(f"judge: 1 of 2 samples got no verdict: 1 {s}; " for s in says))
    assert "send the batch again" in done.reply["errorMessage"]
    assert done.metric("OperatorFault") == [0]
    assert sorted(done.metric("JudgeFailed")) == [0, 1]
    assert (done.judge["asked"], done.judge["lost"], done.samples) == (2, 1, [])
    if TABLE[fault].fate is not WAITED_FOR:
        assert done.judge["calls"] == 1 + TABLE[fault].fate.value


@pytest.mark.parametrize("fault", named(RETRIED, RESENT, REASKED, HARMLESS))
def test_a_fault_that_passes_costs_a_call_and_no_verdict(function: JudgedFunction, fault: str) -> None:
    done = function.invoke([right()], faults=[{"fault": fault, "first": 1}])

    held_to_the_record(done)
    assert done.rewards == [0.9]
    fate = TABLE[fault].fate
    assert done.judge["calls"] == 1 + (fate is not HARMLESS)
    assert done.judge["retries"] == (fate is RETRIED)
    assert done.judge["unreadable"] == (fate is REASKED)
    assert done.metric("JudgeFailed") == [0]


@pytest.mark.parametrize(("fault", "first"), [("throttled", 3), ("throttled_tokens", 1), ("model_not_ready", 1)])
def test_a_throttled_call_is_made_again_at_another_time(function: JudgedFunction, fault: str, first: int) -> None:
    done = function.invoke([right()], faults=[{"fault": fault, "first": first}])

    held_to_the_record(done)
    assert done.rewards == [0.9]
    assert (done.judge["retries"], done.judge["throttles"]) == (first, first)


@pytest.mark.parametrize("fault", named(REFUSED))
def test_a_fault_of_the_operator_s_fails_at_once_and_says_what_to_do(function: JudgedFunction, fault: str) -> None:
    done = function.invoke([right(), wrong(word="target")], faults=[{"fault": fault, "holds": "target"}])

    assert done.reply["errorType"] == "JudgeRefusedError"
    assert done.reply["errorMessage"].startswith("judge us.amazon.nova-2-lite-v1:0 in us-east-1: got 4")
    assert TABLE[fault].says in done.reply["errorMessage"]
    (failure,) = [line for line in done.lines if line.get("event") == "failure"]
    assert (failure["error"], failure["fault"]) == ("JudgeRefusedError", "operator")
    assert done.metric("OperatorFault") == [1]
    assert (done.judge["calls"], done.judge["retries"], done.samples) == (2, 0, [])


@pytest.mark.parametrize("fault", named(CANDIDATE))
def test_what_the_judge_will_not_read_earns_the_floor_and_harms_no_other(function: JudgedFunction, fault: str) -> None:
    done = function.invoke([right(), wrong(word="target")], faults=[{"fault": fault, "holds": "target"}])

    held_to_the_record(done)
    assert done.rewards == [0.9, 0.0]
    assert [(line["outcome"], line["reason"]) for line in done.samples] == [
        ("scored", "answered"),
        ("no_answer", TABLE[fault].says),
    ]
    assert done.metric("NoAnswer") == [0, 1]
    assert done.metric("JudgeFailed") == [0, 0, 0]
    # The verdict on the row with a harmless response is kept from the first of these tests.
    about_the_row = done.judge["calls"] - (3 if TABLE[fault].says == "refused" else 2)
    assert about_the_row in (0, 1)
    assert done.judge["lost"] == 0
