"""The table of faults, end to end: prompt -> dispatcher -> AWS's client -> stand-in -> verdict or ``NoVerdict``."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from reward_runtime.errors import JudgeRefusedError
from reward_runtime.judge.asking import question
from reward_runtime.judge.asking.calls import threaded
from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import NoVerdict, Transport
from reward_runtime.judge.judge import question_of
from reward_runtime.judge.rubric.verdict import Blocked, JudgeResult
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connect import connect

from tests.lambda_src.judge.cases import SIMILARITY, item
from tests.standin import StandIn

SETTINGS = JudgeSettings("us.amazon.nova-2-lite-v1:0", requests_per_minute=600_000, concurrency=8, hedge=False)
RUBRIC = replace(SIMILARITY, reasons=False)
RIGHT = "Paris it is"
LONG = 30.0


@cache
def transport() -> Transport:
    return connect(SETTINGS)


@dataclass
class Asked:
    answers: Sequence[JudgeResult]
    stats: JudgeStats


@dataclass
class Environment:
    """A new execution environment; it waits for nothing between retries."""

    dispatcher: Dispatcher = field(
        default_factory=lambda: Dispatcher(threaded(transport(), 16), SETTINGS, chance=lambda: 0.0)
    )

    def judge(self, count: int = 1, seconds: float = LONG, stats: JudgeStats | None = None) -> Asked:
        asks = [question_of(item(RUBRIC, RIGHT, f"What is capital {i}?", RIGHT), 400) for i in range(count)]
        stats = stats or JudgeStats()
        return Asked(self.dispatcher.dispatch(asks, time.monotonic() + seconds, stats), stats)


GOOD: JudgeResult = {"score": 1.0}


@pytest.mark.parametrize(
    ("row", "fault", "first", "counted"),
    [
        (1, "throttled", 1, {"throttles": 1, "retries": 1}),
        (1, "throttled_tokens", 4, {"throttles": 4, "retries": 4}),
        (2, "unavailable", 3, {"retries": 3}),
        (2, "internal", 1, {"retries": 1}),
        (2, "bad_gateway", 1, {"retries": 1}),
        (2, "gateway_timeout", 1, {"retries": 1}),
        (3, "model_timeout", 1, {"retries": 1}),
        (4, "model_not_ready", 5, {"throttles": 5, "retries": 5}),
        (5, "model_error", 1, {"retries": 1}),
        (6, "cut_mid_body", 1, {"retries": 1}),
        (10, "expired_token", 1, {"retries": 1}),
        (10, "clock_skew", 1, {"retries": 1}),
        (11, "closed_before", 2, {"calls": 3}),
        (11, "reset_before", 2, {"calls": 3}),
        (11, "reset_mid_body", 1, {"calls": 2}),
        (12, "truncated_json", 1, {"retries": 1}),
        (12, "empty_body", 3, {"retries": 3}),
        (12, "wrong_content_type", 1, {"calls": 1}),
        (12, "gzip_garbage", 1, {"retries": 1}),
        (13, "no_message", 1, {"retries": 1}),
        (13, "reasoning_first", 1, {"calls": 1}),
        (13, "empty_content", 1, {"unreadable": 1, "retries": 0}),
        (14, "max_tokens", 1, {"unreadable": 1, "retries": 0}),
        (16, "refusal", 1, {"unreadable": 1}),
        (17, "verdict_nan", 1, {"unreadable": 1}),
        (18, "malformed_tool_use", 1, {"unreadable": 1}),
        (18, "malformed_model_output", 1, {"unreadable": 1}),
        (18, "two_verdicts", 1, {"unreadable": 1}),
    ],
)
def test_a_fault_that_passes_costs_calls_and_no_verdict(
    judge: StandIn, row: int, fault: str, first: int, counted: dict[str, int]
) -> None:
    judge.configure(faults=[{"fault": fault, "first": first}])
    asked = Environment().judge()
    assert asked.answers == [GOOD]
    assert {name: getattr(asked.stats, name) for name in counted} == counted
    assert judge.calls()["count"] <= asked.stats.calls


@pytest.mark.parametrize(
    ("row", "fault", "lost", "calls"),
    [
        (2, "unavailable", NoVerdict("unavailable", "ServiceUnavailableException"), 4),
        (2, "bad_gateway", NoVerdict("unavailable", "502"), 4),
        (3, "model_timeout", NoVerdict("slow", "ModelTimeoutException"), 4),
        (5, "model_error", NoVerdict("unavailable", "ModelErrorException"), 4),
        (9, "too_long", NoVerdict("broken", "context_window"), 1),
        (10, "expired_token", NoVerdict("unavailable", "ExpiredTokenException"), 4),
        (10, "too_skewed", NoVerdict("unavailable", "RequestTimeTooSkewed"), 4),
        (12, "invalid_json", NoVerdict("broken", "no_reply_body"), 4),
        (12, "html_body", NoVerdict("broken", "no_reply_body"), 4),
        (13, "no_output", NoVerdict("broken", "no_reply_body"), 4),
        (13, "empty_content", NoVerdict("unreadable", "no_verdict"), 2),
        (13, "reasoning_only", NoVerdict("unreadable", "no_verdict"), 2),
        (14, "max_tokens", NoVerdict("unreadable", "max_tokens"), 2),
        (16, "refusal", NoVerdict("unreadable", "no_verdict"), 2),
        (17, "verdict_hundred", NoVerdict("unreadable", "off_scale"), 2),
        (18, "malformed_tool_use", NoVerdict("unreadable", "malformed_tool_use"), 2),
    ],
)
def test_a_fault_that_stays_loses_the_verdict_and_never_becomes_a_score(
    judge: StandIn, row: int, fault: str, lost: NoVerdict, calls: int
) -> None:
    judge.configure(faults=[{"fault": fault}])
    asked = Environment().judge()
    assert asked.answers == [lost]
    assert asked.stats.calls == calls


@pytest.mark.parametrize(
    "fault", ["denied", "no_model_access", "no_subscription", "no_such_model", "on_demand", "end_of_life", "no_tools"]
)
def test_a_fault_of_the_operator_s_fails_the_invocation_at_its_first_call(judge: StandIn, fault: str) -> None:
    """Rows 7 and 8. The published handler returned 0.0 for all of these."""
    judge.configure(faults=[{"fault": fault}])
    stats = JudgeStats()
    with pytest.raises(JudgeRefusedError, match=r"judge us\.amazon\.nova-2-lite-v1:0 in us-west-2: got 4"):
        Environment().judge(64, stats=stats)
    assert 1 <= stats.calls <= SETTINGS.concurrency
    assert (stats.retries, stats.hedges) == (0, 0)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("context_window_exceeded", "model_context_window_exceeded"),
        ("guardrail_intervened", "guardrail_intervened"),
        ("content_filtered", "content_filtered"),
    ],
)
def test_what_the_judge_will_not_look_at_is_the_candidate_s_and_is_asked_once(
    judge: StandIn, fault: str, code: str
) -> None:
    """Rows 9 and 15."""
    judge.configure(faults=[{"fault": fault}])
    asked = Environment().judge()
    assert asked.answers == [Blocked(code)]
    assert asked.stats.calls == 1


def test_a_judge_that_throttles_for_ever_is_given_up_in_time(judge: StandIn) -> None:
    """Rows 1 and 26."""
    judge.configure(faults=[{"fault": "throttled"}])
    asked = Environment().judge(4, seconds=2.0)
    # The last call of a question may still be under way when time is up; the codes are held in virtual time.
    assert {(lost.kind, lost.code) for lost in asked.answers if isinstance(lost, NoVerdict)} <= {
        ("deadline", "ThrottlingException"),
        ("deadline", "no_reply"),
    }
    assert not [verdict for verdict in asked.answers if not isinstance(verdict, NoVerdict)]
    assert asked.stats.throttles > 0


def test_a_judge_that_hangs_is_given_up_in_time(judge: StandIn) -> None:
    """Rows 11 and 26."""
    judge.configure(faults=[{"fault": "hang"}])
    assert Environment().judge(2, seconds=2.0).answers == [NoVerdict("deadline", "no_reply")] * 2


def test_without_time_no_call_is_made(judge: StandIn) -> None:
    """Row 26."""
    assert Environment().judge(4, seconds=0.0).answers == [NoVerdict("deadline", "unsent")] * 4
    assert judge.calls()["count"] == 0


def test_one_question_s_fault_is_none_of_the_others(judge: StandIn) -> None:
    """Row 19."""
    judge.configure(faults=[{"fault": "malformed_tool_use", "holds": "capital 3?"}])
    asked = Environment().judge(8)
    assert asked.answers == [GOOD] * 3 + [NoVerdict("unreadable", "malformed_tool_use")] + [GOOD] * 4


def test_a_retry_of_the_platform_s_pays_only_for_what_was_lost(judge: StandIn) -> None:
    environment = Environment()
    judge.configure(faults=[{"fault": "malformed_tool_use", "holds": "capital 3?"}])
    environment.judge(8)
    judge.configure()
    asked = environment.judge(8)
    assert asked.answers == [GOOD] * 8
    assert (asked.stats.calls, asked.stats.cache_hits, judge.calls()["count"]) == (1, 7, 1)


def test_connections_that_were_closed_while_the_environment_slept_are_no_failures(
    judge: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 30. How soon a dead connection has to say so is held in virtual time."""
    monkeypatch.setattr(question, "STALE_SECONDS", LONG)
    judge.configure(idle_seconds=0.05)
    environment = Environment()
    environment.judge(8)
    time.sleep(0.2)
    judge.configure()
    asked = environment.judge(16)
    assert asked.answers == [GOOD] * 16
    assert asked.stats.retries == 0


def test_a_quota_smaller_than_the_share_that_was_promised_loses_nothing(judge: StandIn) -> None:
    """Row 1, as the account meets it."""
    judge.configure(limit={"requests_per_minute": 300, "burst": 1})
    asked = Environment().judge(12)
    assert asked.answers == [GOOD] * 12
    assert asked.stats.throttles == judge.calls()["throttled"] > 0
