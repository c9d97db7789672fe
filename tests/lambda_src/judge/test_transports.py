"""One call through AWS's own client: the result of each fault of the stand-in, in both APIs."""

import logging
import os
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Literal

import pytest
from botocore.useragent import UserAgentString
from reward_runtime.errors import SettingsError
from reward_runtime.judge.call import CallFailure, Prompt, Reply, Tool, Transport
from reward_runtime.judge.rubric.prompt import prompt_of
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connect import connect

from tests.lambda_src.judge.cases import SIMILARITY, item
from tests.standin import StandIn

Api = Literal["bedrock", "endpoint"]
APIS: list[Api] = ["bedrock", "endpoint"]
MODEL = "us.amazon.nova-2-lite-v1:0"
PROMPT = prompt_of(item(SIMILARITY, "Paris it is", "What is the capital?", "Paris it is"), 400)
SECONDS = 20.0

PASSING = {
    "throttled": ("throttled", "ThrottlingException"),
    "throttled_tokens": ("throttled", "ThrottlingException"),
    "model_not_ready": ("throttled", "ModelNotReadyException"),
    "unavailable": ("unavailable", "ServiceUnavailableException"),
    "internal": ("unavailable", "InternalServerException"),
    "bad_gateway": ("unavailable", "502"),
    "gateway_timeout": ("unavailable", "504"),
    "model_timeout": ("slow", "ModelTimeoutException"),
    "model_error": ("unavailable", "ModelErrorException"),
    "expired_token": ("unavailable", "ExpiredTokenException"),
    "unknown_token": ("unavailable", "UnrecognizedClientException"),
    "clock_skew": ("unavailable", "InvalidSignatureException"),
    "too_skewed": ("unavailable", "RequestTimeTooSkewed"),
    "hang": ("slow", "no_reply"),
    "hang_mid_body": ("slow", "no_reply"),
    "closed_before": ("unavailable", "connection_closed"),
    "reset_before": ("unavailable", "connection_closed"),
    "reset_mid_body": ("unavailable", "connection_closed"),
    "too_long": ("broken", "context_window"),
    "another_question": ("broken", "another_question"),
    "filtered": ("refused", "ValidationException"),
    "too_large": ("refused", "RequestEntityTooLargeException"),
    "odd_refusal": ("refused", "unlisted_code"),
    **dict.fromkeys(
        (
            *("cut_mid_body", "truncated_json", "invalid_json", "empty_body", "html_body", "invalid_utf8"),
            *("gzip_garbage", "no_output", "no_message", "null_message", "a_list", "no_stop_reason"),
        ),
        ("broken", "no_reply_body"),
    ),
}
"""Faults of Bedrock that may pass or concern one prompt alone -> kind and code."""
OPERATOR = {
    "throttled_day": "tokens of the day are used up; have the quota raised",
    "denied": "role may not call it: deploy again, so that the policy covers this model",
    "guardrail_denied": r"write `enforced_guardrails: \[arn:aws:bedrock:us-east-1:0+:guardrail/standin1\]` under"
    r".* VPC endpoint, allow bedrock:ApplyGuardrail there",
    "policy_denies": r"demands a guardrail \(bedrock:GuardrailIdentifier\); name that one as the judge's `guardrail`",
    "field_deprecated": r"refuses the request's field temperature: write `omit: \[temperature\]` under the exp",
    "no_model_access": "Access to the model is not granted: ask for it",
    "no_subscription": "AWS Marketplace and the account has no subscription yet",
    "no_such_model": r"no such judge there: check its id and region .* --region us-west-2",
    "invalid_model": r"no such judge there: check its id and region",
    "end_of_life": "end of its life.*; name its successor",
    "on_demand": rf"name an inference profile that holds it, such as us\.{MODEL}",
    "no_tools": "takes no tools, or not this schema",
}
"""Faults that an operator must mend -> part of the message."""
STOPS = {
    "max_tokens": ("max_tokens", True),
    "whole_at_max_tokens": ("max_tokens", True),
    "guardrail_intervened": ("guardrail_intervened", False),
    "content_filtered": ("content_filtered", False),
    "context_window_exceeded": ("model_context_window_exceeded", False),
    "malformed_tool_use": ("malformed_tool_use", False),
    "malformed_model_output": ("malformed_model_output", False),
    "unknown_stop": ("a_reason_of_tomorrow", True),
    "stop_sequence": ("stop_sequence", True),
    "refusal": ("end_turn", False),
    "empty_text": ("end_turn", False),
    "reasoning_first": ("tool_use", True),
    "reasoning_only": ("end_turn", False),
    "text_first": ("tool_use", True),
    "two_verdicts": ("malformed_tool_use", False),
    "other_tool": ("malformed_tool_use", False),
    "empty_content": ("tool_use", False),
    "verdict_in_text": ("end_turn", False),
    "closed_after": ("tool_use", True),
    "wrong_content_type": ("tool_use", True),
    "no_usage": ("tool_use", True),
    "huge_usage": ("tool_use", True),
}
"""Bedrock's replies: the stop word, and whether there is a verdict to read."""


@cache
def transport(api: Api = "bedrock", structured: bool = False) -> Transport:
    """One for all tests that change nothing else: making one takes as long as twenty calls."""
    return connect(JudgeSettings(MODEL, api, structured=structured))


def failure(judge: StandIn, fault: str, api: Api = "bedrock", prompt: Prompt = PROMPT) -> CallFailure:
    judge.configure(faults=[{"fault": fault}])
    while True:
        with pytest.raises(CallFailure) as caught:
            transport(api).ask(prompt, 0.2 if "hang" in fault else SECONDS)
        # A connection kept from an earlier test says nothing about this judge.
        if caught.value.code != "dead_connection":
            break
    assert judge.calls()["count"] <= 2
    return caught.value


def test_a_model_s_own_status_is_read_beside_bedrock_s(judge: StandIn) -> None:
    assert "got 500 ModelErrorException" in str(failure(judge, "model_error"))


def test_every_fault_is_in_one_of_these_tables_or_is_the_reader_s(judge: StandIn) -> None:
    verdicts = {fault for fault in judge.faults() if fault.startswith("verdict_")}
    assert set(judge.faults()) - verdicts == {*PASSING, *OPERATOR, *STOPS} - {"verdict_in_text"}


@pytest.mark.parametrize("api", APIS)
def test_a_verdict_comes_back_with_what_it_used(judge: StandIn, api: Api) -> None:
    reply = transport(api).ask(PROMPT, SECONDS)
    assert (reply.stop, reply.text) == ("tool_use", "")
    assert isinstance(reply.verdict, dict)
    assert reply.verdict["score"] == 1.0
    assert min(reply.input_tokens, reply.output_tokens) > 0
    (call,) = judge.calls()["calls"]
    assert call["model"] == MODEL


def test_no_call_puts_the_user_agent_together_anew(judge: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore did so twice a call, a tenth of its CPU: 16 ms of a batch of 64, 55 at 0.29 of a core."""
    asked = transport()
    monkeypatch.setattr(UserAgentString, "_build_os_metadata", lambda _: pytest.fail("put together"))
    assert asked.ask(PROMPT, SECONDS).stop == "tool_use"


@pytest.mark.parametrize("api", APIS)
def test_a_verdict_may_be_structured_output(judge: StandIn, api: Api) -> None:
    reply = transport(api, True).ask(PROMPT, SECONDS)
    assert reply.stop == "end_turn"
    assert isinstance(reply.verdict, dict)
    assert reply.verdict["score"] == 1.0


@pytest.mark.parametrize("fault", PASSING)
def test_what_may_pass_is_told_by_kind_and_code_after_one_attempt(judge: StandIn, fault: str) -> None:
    found = failure(judge, fault)
    assert (found.kind, found.code) == PASSING[fault]


@pytest.mark.parametrize("fault", OPERATOR)
def test_what_an_operator_must_mend_is_told_with_what_to_do(judge: StandIn, fault: str) -> None:
    found = failure(judge, fault)
    assert found.kind == "operator"
    assert str(found).startswith(f"judge {MODEL} in us-west-2: got 4")
    assert re.search(OPERATOR[fault], str(found))


@pytest.mark.parametrize("fault", [*PASSING, *OPERATOR])
@pytest.mark.parametrize("api", APIS)
def test_no_failure_quotes_the_prompt_or_the_reply(judge: StandIn, fault: str, api: Api) -> None:
    judge.configure(faults=[{"fault": fault}])
    secret = prompt_of(item(SIMILARITY, "xyzzy-response", "xyzzy-question", "xyzzy-reference"), 400)
    with suppress(CallFailure):
        # Some of Bedrock's faults leave an endpoint's reply whole.
        transport(api).ask(secret, 0.2 if "hang" in fault else SECONDS)
        return
    found = failure(judge, fault, api, secret)
    assert (found.__cause__, found.__suppress_context__) == (None, True)
    for words in ("xyzzy", "not json", "html", "assumed-role"):
        assert words not in f"{found}{found.code}"


@pytest.mark.parametrize("fault", STOPS)
def test_each_reply_has_its_stop_word_and_a_verdict_only_where_it_is_the_one_tool_call(
    judge: StandIn, fault: str
) -> None:
    judge.configure(faults=[{"fault": fault}])
    reply = transport().ask(PROMPT, SECONDS)
    assert (reply.stop, reply.verdict is not None) == STOPS[fault]


def test_reasoning_is_no_part_of_the_text(judge: StandIn) -> None:
    """The published handler read the first block, and crashed if that was reasoning."""
    judge.configure(faults=[{"fault": "reasoning_first"}])
    assert transport().ask(PROMPT, SECONDS).text == ""
    judge.configure(faults=[{"fault": "text_first"}])
    assert transport().ask(PROMPT, SECONDS).text == "Here is my verdict."


@pytest.mark.parametrize("fault", ["refusal", "verdict_in_text", "content_filtered"])
def test_text_that_is_not_the_json_asked_for_is_no_verdict(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])
    assert transport("bedrock", True).ask(PROMPT, SECONDS).verdict is None


ENDPOINT_STOPS = {
    "max_tokens": "max_tokens",
    "content_filtered": "content_filtered",
    "refusal": "end_turn",
    "two_verdicts": "malformed_tool_use",
    "other_tool": "malformed_tool_use",
    "verdict_nan": "malformed_tool_use",
    "text_first": "tool_use",
    "closed_after": "tool_use",
}


@pytest.mark.parametrize("fault", ENDPOINT_STOPS)
def test_an_endpoint_s_words_become_bedrock_s(judge: StandIn, fault: str) -> None:
    judge.configure(faults=[{"fault": fault}])
    assert transport("endpoint").ask(PROMPT, SECONDS).stop == ENDPOINT_STOPS[fault]


ENDPOINT_FAILURES = {
    "throttled": "throttled",
    "unavailable": "unavailable",
    "internal": "unavailable",
    "model_timeout": "slow",
    "model_error": "unavailable",
    "no_tools": "operator",
    "no_such_model": "operator",
    "denied": "operator",
    "hang": "slow",
    "hang_mid_body": "slow",
    "reset_mid_body": "unavailable",
    "cut_mid_body": "unavailable",
    "truncated_json": "broken",
    "a_list": "broken",
    "no_output": "broken",
}


@pytest.mark.parametrize("fault", ENDPOINT_FAILURES)
def test_an_endpoint_s_failures_are_of_the_same_kinds(judge: StandIn, fault: str) -> None:
    assert failure(judge, fault, "endpoint").kind == ENDPOINT_FAILURES[fault]


def test_a_container_s_complaint_about_length_is_one_prompt_s(judge: StandIn) -> None:
    found = failure(judge, "too_long", "endpoint")
    assert (found.kind, found.code) == ("broken", "context_window")


@pytest.mark.parametrize("api", APIS)
def test_connections_are_opened_before_the_first_call_and_used_by_it(
    judge: StandIn, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a handler the same handshakes take three times as long."""
    asker = connect(JudgeSettings(MODEL, api, concurrency=8))
    asker.open(8)
    refused = threading.Event()

    def refuse(*_: object, **__: object) -> None:
        refused.set()
        raise AssertionError("a connection was opened during a call")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr("urllib3.util.connection.create_connection", refuse)
    for _ in range(3):
        assert asker.ask(PROMPT, SECONDS).verdict is not None
    assert not refused.is_set()


@pytest.mark.parametrize("api", APIS)
def test_no_connection_is_thrown_away_however_many_calls_are_under_way(
    judge: StandIn, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    """botocore's pool holds ten; urllib3 opens more, closes them after one call, and says so in the log."""
    judge.configure(latency={"p50": 0.2})
    asker = connect(JudgeSettings(MODEL, api, concurrency=16))
    with ThreadPoolExecutor(32) as threads:
        for _ in range(2):
            list(threads.map(lambda _: asker.ask(PROMPT, SECONDS), range(32)))
    assert not [record for record in caplog.records if record.levelname == "WARNING"]


def test_a_judge_that_cannot_be_reached_is_left_for_the_first_call_to_find(
    judge: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", f"http://127.0.0.1:{taken.getsockname()[1]}")
        asker = connect(JudgeSettings(MODEL))
        asker.open(4)
        with pytest.raises(CallFailure) as caught:
            asker.ask(PROMPT, SECONDS)
    assert (caught.value.kind, caught.value.code) == ("unavailable", "no_connection")


def test_each_call_has_its_own_time(judge: StandIn) -> None:
    """One client, one pool: a short timeout in one thread does not affect another."""
    judge.configure(latency={"p50": 0.5})
    asker = transport()
    assert asker.ask(PROMPT, SECONDS).stop == "tool_use"
    with pytest.raises(CallFailure):
        asker.ask(PROMPT, 0.1)
    assert asker.ask(PROMPT, SECONDS).stop == "tool_use"


def test_missing_credentials_are_the_environment_s_fault(judge: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", os.devnull)
    with pytest.raises(CallFailure) as caught:
        connect(JudgeSettings(MODEL)).ask(PROMPT, SECONDS)
    assert (caught.value.kind, caught.value.code) == ("unavailable", "no_credentials")


@pytest.mark.parametrize("api", APIS)
def test_no_region_is_a_setting_that_is_missing(api: Api, judge: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The published handler called us-east-1 from everywhere."""
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("HOME", os.devnull)
    with pytest.raises(SettingsError, match="region: got none"):
        connect(JudgeSettings(MODEL, api))
    assert connect(JudgeSettings(MODEL, api, "eu-central-1")).ask(PROMPT, SECONDS).stop == "tool_use"


@pytest.mark.parametrize("model", ["", "  "])
def test_an_empty_id_is_a_setting_that_is_missing(judge: StandIn, model: str) -> None:
    """The published handler scored everything 0.0 with it."""
    with pytest.raises(SettingsError, match="model: got none"):
        connect(JudgeSettings(model))


def test_a_lone_surrogate_in_a_prompt_is_sent_and_not_crashed_on(judge: StandIn) -> None:
    tool = Tool("give_verdict", "d", {"type": "object", "properties": {}})
    for api in APIS:
        assert isinstance(transport(api).ask(Prompt("s", "\ud800", tool, 9), SECONDS), Reply)


@pytest.mark.parametrize("level", [1, logging.DEBUG])
@pytest.mark.parametrize("api", APIS)
def test_no_log_level_lets_the_client_s_libraries_write(
    judge: StandIn, api: Api, level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lambda sets the root logger's level to DEBUG, or below it, for its log levels DEBUG and TRACE."""
    written: list[str] = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", lambda record: written.append(record.getMessage()))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        made = connect(JudgeSettings(MODEL, api))
        made.open(2)
        assert made.ask(PROMPT, SECONDS).verdict
        judge.configure(faults=[{"fault": "filtered"}])
        with pytest.raises(CallFailure):
            made.ask(PROMPT, SECONDS)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    assert written == []
