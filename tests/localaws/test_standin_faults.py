"""Every fault of the stand-in, as AWS's own client sees it."""

from __future__ import annotations

import math
import socket
from collections.abc import Callable
from typing import Any

import pytest
from botocore import exceptions
from botocore.parsers import ResponseParserError

from tests.localaws.asking import REFERENCE, ask, client, converse, fenced, verdict
from tests.standin import StandIn

REFUSED = {
    "throttled": ("ThrottlingException", 429),
    "throttled_tokens": ("ThrottlingException", 429),
    "throttled_day": ("ThrottlingException", 429),
    "model_not_ready": ("ModelNotReadyException", 429),
    "unavailable": ("ServiceUnavailableException", 503),
    "internal": ("InternalServerException", 500),
    "bad_gateway": ("502", 502),
    "gateway_timeout": ("504", 504),
    "model_timeout": ("ModelTimeoutException", 408),
    "model_error": ("ModelErrorException", 424),
    "denied": ("AccessDeniedException", 403),
    "guardrail_denied": ("AccessDeniedException", 403),
    "policy_denies": ("AccessDeniedException", 403),
    "field_deprecated": ("ValidationException", 400),
    "no_model_access": ("AccessDeniedException", 403),
    "no_subscription": ("AccessDeniedException", 403),
    "no_such_model": ("ResourceNotFoundException", 404),
    "end_of_life": ("ResourceNotFoundException", 404),
    "on_demand": ("ValidationException", 400),
    "invalid_model": ("ValidationException", 400),
    "no_tools": ("ValidationException", 400),
    "too_long": ("ValidationException", 400),
    "filtered": ("ValidationException", 400),
    "too_large": ("RequestEntityTooLargeException", 413),
    "odd_refusal": ("say", 422),
    "expired_token": ("ExpiredTokenException", 403),
    "unknown_token": ("UnrecognizedClientException", 403),
    "clock_skew": ("InvalidSignatureException", 403),
    "too_skewed": ("RequestTimeTooSkewed", 403),
}
BROKEN: dict[str, type[Exception] | tuple[type[Exception], ...]] = {
    "hang": exceptions.ReadTimeoutError,
    "hang_mid_body": exceptions.ReadTimeoutError,
    "closed_before": exceptions.ConnectionClosedError,
    "reset_before": exceptions.ConnectionClosedError,
    "reset_mid_body": exceptions.ConnectionClosedError,
    "invalid_utf8": UnicodeDecodeError,
    "gzip_garbage": UnicodeDecodeError,
    "no_message": ResponseParserError,
    "null_message": ResponseParserError,
    "a_list": AttributeError,
}
"""The errors of this client; another may do better."""
SILENT = ["cut_mid_body", "truncated_json", "invalid_json", "empty_body", "html_body", "no_output"]
"""Replies in which this client finds no output and sees nothing wrong; it checks no content-length either."""
HARMLESS = ["closed_after", "wrong_content_type", "no_stop_reason", "no_usage", "huge_usage"]
"""Replies that hold the verdict all the same."""
STOPS = {
    "max_tokens": "max_tokens",
    "whole_at_max_tokens": "max_tokens",
    "guardrail_intervened": "guardrail_intervened",
    "content_filtered": "content_filtered",
    "context_window_exceeded": "model_context_window_exceeded",
    "malformed_tool_use": "malformed_tool_use",
    "malformed_model_output": "malformed_model_output",
    "unknown_stop": "a_reason_of_tomorrow",
    "stop_sequence": "stop_sequence",
    "refusal": "end_turn",
    "empty_text": "end_turn",
    "reasoning_first": "tool_use",
    "reasoning_only": "end_turn",
    "text_first": "tool_use",
    "two_verdicts": "tool_use",
    "other_tool": "tool_use",
    "another_question": "tool_use",
    "empty_content": "tool_use",
    "verdict_in_text": "end_turn",
}
KINDS = {
    "max_tokens": ["toolUse"],
    "whole_at_max_tokens": ["toolUse"],
    "guardrail_intervened": ["text"],
    "unknown_stop": ["toolUse"],
    "stop_sequence": ["toolUse"],
    "refusal": ["text"],
    "empty_text": ["text"],
    "reasoning_first": ["reasoningContent", "toolUse"],
    "reasoning_only": ["reasoningContent"],
    "text_first": ["text", "toolUse"],
    "two_verdicts": ["toolUse", "toolUse"],
    "other_tool": ["toolUse"],
    "another_question": ["toolUse"],
    "verdict_in_text": ["text"],
}
"""Blocks of the answers that have any."""
VALUES: dict[str, Any] = {
    "verdict_fraction": "0.8/1",
    "verdict_percent": "80%",
    "verdict_string": "0.5",
    "verdict_out_of_range": 8,
    "verdict_hundred": 100,
    "verdict_negative": -1,
    "verdict_just_over": 1.0000001,
    "verdict_nan_string": "NaN",
    "verdict_infinite": math.inf,
    "verdict_infinite_string": "inf",
    "verdict_overflow": "1e309",
    "verdict_comma": "0,8",
    "verdict_arabic_digits": "٠٫٨",
    "verdict_underscore": "1_0",
    "verdict_markdown": "Score: **0.7**",
    "verdict_two_numbers": "0.2 or 0.9",
    "verdict_true": True,
    "verdict_null": None,
    "verdict_list": [0.5],
    "verdict_huge_integer": 10**400,
    "verdict_unknown_label": "marvellous",
}
ONE = {"score": {"type": "integer"}, "reason": {"type": "string"}}
RIGHT = fenced(reference=REFERENCE, candidate=REFERENCE)
OTHERWISE: dict[str, Callable[[Any], bool]] = {
    "verdict_nan": lambda v: math.isnan(v["score"]),
    "verdict_nested": lambda v: v["result"]["score"] == 5,
    "verdict_extra_key": lambda v: v["score"] == 5 and v["bonus"] == 1,
    "verdict_missing_key": lambda v: v == {"score": 5},
    "verdict_empty": lambda v: v == {},
    "verdict_not_an_object": lambda v: v == "0.8",
}


def test_every_fault_has_a_row_in_this_file(judge: StandIn) -> None:
    rows = [*REFUSED, *BROKEN, *SILENT, *HARMLESS, *STOPS, *VALUES, *OTHERWISE]

    assert sorted(rows) == judge.faults()


@pytest.mark.parametrize("fault", REFUSED)
def test_a_refusal_comes_with_its_status_and_its_name(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    with pytest.raises(exceptions.ClientError) as caught:
        ask(client(judge), "x")

    response: Any = caught.value.response
    assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == REFUSED[fault]
    assert judge.calls()["outcomes"] == {fault: 1}


@pytest.mark.parametrize(
    ("fault", "hint"),
    [
        ("denied", "no identity-based policy allows the bedrock:InvokeModel action"),
        ("no_model_access", "have access to the model"),
        ("no_subscription", "aws-marketplace:Subscribe"),
        ("throttled_day", "tokens per day"),
        ("no_tools", "tool use"),
        ("on_demand", "ID or ARN of an inference profile"),
        ("end_of_life", "end of its life"),
        ("too_long", "Input is too long"),
    ],
)
def test_errors_of_one_name_are_told_apart_by_their_text(judge: StandIn, fault: str, hint: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    with pytest.raises(exceptions.ClientError, match=hint):
        ask(client(judge), "x")


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_reply_or_connection_is_an_error_of_the_client(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    with pytest.raises(BROKEN[fault]):
        ask(client(judge, read_timeout=0.3 if "hang" in fault else 20), "x")


@pytest.mark.parametrize("fault", SILENT)
def test_a_reply_in_which_the_client_finds_nothing(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    assert "output" not in converse(client(judge), RIGHT)


@pytest.mark.parametrize("fault", HARMLESS)
def test_a_reply_that_holds_the_verdict_all_the_same(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    assert ask(client(judge), REFERENCE) == {"score": 5}


@pytest.mark.parametrize("fault", STOPS)
def test_an_answer_ends_for_another_reason_or_says_more(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])
    reply = converse(client(judge), RIGHT, ONE)

    kinds = [next(iter(block)) for block in reply["output"]["message"]["content"]]
    assert (reply["stopReason"], kinds) == (STOPS[fault], KINDS.get(fault, []))


def test_an_answer_out_of_tokens_lacks_its_last_property(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "max_tokens"}])

    assert verdict(converse(client(judge), RIGHT, ONE)) == {"score": 5}


@pytest.mark.parametrize("fault", VALUES)
def test_a_value_that_is_not_on_the_scale(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])
    given = verdict(converse(client(judge), RIGHT))["score"]

    assert (type(given), given) == (type(VALUES[fault]), VALUES[fault])


@pytest.mark.parametrize("fault", OTHERWISE)
def test_a_verdict_of_another_shape(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    assert OTHERWISE[fault](verdict(converse(client(judge), RIGHT, ONE)))


def test_a_connection_that_is_closed_after_its_reply_is_no_use_to_the_next_call(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "closed_after", "first": 1}])
    # The client finds out before it sends, or by a reset: that is a race, which a second attempt ends.
    asker = client(judge, attempts=2)

    assert ask(asker, REFERENCE) == ask(asker, REFERENCE) == {"score": 5}
    assert judge.calls()["outcomes"] == {"closed_after": 1, "answered": 1}


def test_an_idle_connection_is_closed(judge: StandIn) -> None:
    judge.configure(idle_seconds=0.05)
    with socket.create_connection(("127.0.0.1", judge.port), timeout=20) as plug:
        assert plug.recv(1) == b""


def test_a_skewed_clock_shows_in_the_date(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "clock_skew"}])
    with pytest.raises(exceptions.ClientError) as caught:
        ask(client(judge), "x")

    response: Any = caught.value.response
    assert "date" in response["ResponseMetadata"]["HTTPHeaders"]


def test_a_hung_call_blocks_no_other(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "hang", "first": 1}])
    with pytest.raises(exceptions.ReadTimeoutError):
        ask(client(judge, read_timeout=0.3), "x")

    assert ask(client(judge), REFERENCE) == {"score": 5}
