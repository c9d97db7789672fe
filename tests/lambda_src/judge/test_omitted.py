"""Requests through AWS's own client to a service that refuses fields, demands a component, or knows one guardrail."""

from dataclasses import replace
from typing import Any

import pytest
from reward_runtime.judge.call import CallFailure, Transport
from reward_runtime.judge.omitted import CHAT_FIELDS, OMITTED_FIELDS, OmittedField
from reward_runtime.judge.rubric.prompt import prompt_of
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.bedrock import Bedrock
from reward_runtime.judge.transport.connect import connect
from reward_runtime.judge.transport.endpoint import Endpoint

from tests.lambda_src.judge.cases import SIMILARITY, item
from tests.standin import StandIn

BEDROCK = JudgeSettings("us.amazon.nova-2-lite-v1:0")
ENDPOINT = JudgeSettings("Judge-Endpoint", "endpoint")
PROMPT = prompt_of(item(SIMILARITY, "Paris it is", "What is the capital?", "Paris it is"), 400)
SECONDS = 20.0
EVERY = [
    *((BEDROCK, field, False) for field in OMITTED_FIELDS if field not in CHAT_FIELDS),
    *((ENDPOINT, field, False) for field in OMITTED_FIELDS if field != "strict"),
    *((each, field, True) for each in (BEDROCK, ENDPOINT) for field in ("temperature", "system")),
    (ENDPOINT, "strict", True),
]


def refusal(transport: Transport) -> CallFailure:
    with pytest.raises(CallFailure) as caught:
        transport.ask(PROMPT, SECONDS)
    return caught.value


@pytest.mark.parametrize(("settings", "field", "structured"), EVERY)
def test_a_field_that_the_model_refuses_is_named_with_its_setting_and_can_be_left_out(
    judge: StandIn, settings: JudgeSettings, field: OmittedField, structured: bool
) -> None:
    judge.configure(refuses=[field])
    sending = replace(settings, structured=structured)
    failed = refusal(connect(sending))
    assert failed.kind == "operator"
    assert f"refuses the request's field {field}: write `omit: [{field}]` under the experiment's `judge:`" in str(
        failed
    )
    reply = connect(replace(sending, omit=(field,))).ask(PROMPT, SECONDS)
    assert isinstance(reply.verdict, dict)
    assert reply.verdict["score"] == 1.0


def requested(settings: JudgeSettings) -> dict[str, Any]:
    made = Bedrock(settings) if settings.transport == "bedrock" else Endpoint(settings)
    return made._request(PROMPT)  # pyright: ignore[reportPrivateUsage] - the stand-in reads less than a model does


@pytest.mark.parametrize("settings", [BEDROCK, ENDPOINT])
def test_what_is_left_out_is_said_in_another_way(judge: StandIn, settings: JudgeSettings) -> None:
    plain, bare = requested(settings), requested(replace(settings, omit=("tool_choice", "system")))
    said = str(bare["messages"][-1]["content"])
    assert str([turn["content"] for turn in plain["messages"]]) not in said
    assert PROMPT.system.splitlines()[0] in said
    assert f"one call of the tool give_verdict_{PROMPT.seal}" in said
    assert [turn["role"] for turn in bare["messages"]] == ["user"]


def test_nothing_is_left_out_of_a_request_unless_it_is_asked_for(judge: StandIn) -> None:
    assert requested(BEDROCK)["inferenceConfig"] == {"temperature": 0.0, "maxTokens": 400}
    assert "guardrailConfig" not in requested(BEDROCK)
    assert (requested(ENDPOINT)["temperature"], requested(ENDPOINT)["max_tokens"]) == (0, 400)


def test_an_endpoint_is_called_by_its_name_and_component_in_their_own_capitals(judge: StandIn) -> None:
    judge.configure(component="Judge-Component")
    assert "as the judge's `inference_component`" in str(refusal(connect(ENDPOINT)))
    other = refusal(connect(replace(ENDPOINT, component="Other")))
    assert str(other).startswith(
        "judge Judge-Endpoint/Other in us-west-2: got 400 ValidationError. The endpoint has no"
    )
    assert {other.kind} == {"operator"}
    judge.configure(component="Judge-Component")
    assert connect(replace(ENDPOINT, component="Judge-Component")).ask(PROMPT, SECONDS).stop == "tool_use"
    (call,) = judge.calls()["calls"]
    assert (call["model"], call["component"]) == ("Judge-Endpoint", "Judge-Component")


@pytest.mark.parametrize("guardrail", ["abc123", "arn:aws:bedrock:us-west-2:111122223333:guardrail/abc123"])
def test_each_call_names_the_guardrail_and_its_version(judge: StandIn, guardrail: str) -> None:
    judge.configure(guardrails=[f"{guardrail}:3"])
    named = replace(BEDROCK, guardrail=guardrail, guardrail_version="3")
    assert connect(named).ask(PROMPT, SECONDS).stop == "tool_use"
    assert judge.calls()["calls"][0]["guardrail"] == f"{guardrail}:3"
    unknown = refusal(connect(replace(named, guardrail_version="4")))
    assert (unknown.kind, "list-guardrails --region us-west-2" in str(unknown)) == ("operator", True)


def test_a_guardrail_without_a_version_is_named_by_no_call(judge: StandIn) -> None:
    """The account enforces it, so that only the permission is needed."""
    assert connect(replace(BEDROCK, guardrail="abc123")).ask(PROMPT, SECONDS).stop == "tool_use"
    assert judge.calls()["calls"][0]["guardrail"] == ""
