"""The stand-in speaks OpenAI-style chat as a SageMaker endpoint, with AWS's own client."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localaws.asking import REFERENCE, SCORE, client, fenced
from tests.standin import StandIn

SCHEMA = {"type": "object", "properties": SCORE}


def chat(judge: StandIn, **wants: Any) -> Any:
    turns = [
        {"role": "system", "content": "Grade."},
        {"role": "user", "content": fenced(reference=REFERENCE, candidate=REFERENCE)},
    ]
    body = json.dumps({"messages": turns, "max_tokens": 50, **wants})
    asker = client(judge, "sagemaker-runtime")
    reply = asker.invoke_endpoint(EndpointName="my-judge", ContentType="application/json", Body=body)
    return json.loads(reply["Body"].read())


def forced() -> dict[str, Any]:
    function = {"name": "give_verdict", "parameters": SCHEMA}
    choice = {"type": "function", "function": {"name": "give_verdict"}}
    return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}


def test_the_forced_function_is_called_with_a_value_of_its_schema(judge: StandIn) -> None:
    reply = chat(judge, **forced())

    (choice,) = reply["choices"]
    (call,) = choice["message"]["tool_calls"]
    assert (choice["finish_reason"], choice["message"]["content"]) == ("tool_calls", None)
    assert (call["function"]["name"], json.loads(call["function"]["arguments"])) == ("give_verdict", {"score": 5})
    assert reply["usage"]["total_tokens"] == reply["usage"]["prompt_tokens"] + reply["usage"]["completion_tokens"]


def test_a_response_format_is_json_text_of_its_schema(judge: StandIn) -> None:
    (choice,) = chat(judge, response_format={"type": "json_schema", "json_schema": {"schema": SCHEMA}})["choices"]

    assert choice["finish_reason"] == "stop"
    assert json.loads(choice["message"]["content"]) == {"score": 5}


@pytest.mark.parametrize(
    ("fault", "code", "status"),
    [
        ("throttled", "ThrottlingException", 429),
        ("unavailable", "ServiceUnavailable", 503),
        ("internal", "InternalFailure", 500),
        ("model_error", "ModelError", 424),
        ("model_timeout", "ModelError", 424),
        ("model_not_ready", "ModelNotReadyException", 429),
        ("no_such_model", "ValidationError", 400),
        ("denied", "AccessDeniedException", 403),
    ],
)
def test_a_refusal_has_the_name_that_this_service_gives_it(judge: StandIn, fault: str, code: str, status: int) -> None:
    judge.configure(faults=[{"fault": fault}])
    asker = client(judge, "sagemaker-runtime")

    with pytest.raises(asker.exceptions.ClientError) as caught:
        asker.invoke_endpoint(EndpointName="my-judge", Body=json.dumps({"messages": []}))

    error: Any = caught.value
    assert error.response["Error"]["Code"] == code
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status


@pytest.mark.parametrize(
    ("fault", "status"), [("too_long", 400), ("no_tools", 400), ("model_error", 500), ("model_timeout", 0)]
)
def test_what_the_container_answered_stands_inside_the_services_error(judge: StandIn, fault: str, status: int) -> None:
    judge.configure(faults=[{"fault": fault}])
    asker = client(judge, "sagemaker-runtime")

    with pytest.raises(asker.exceptions.ModelError) as caught:
        chat(judge, **forced())

    response: Any = caught.value.response
    assert (response["OriginalStatusCode"], response["ResponseMetadata"]["HTTPStatusCode"]) == (status, 424)
    assert response["OriginalMessage"] in response["Error"]["Message"]


def test_a_choice_without_a_reason_for_its_end(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "no_stop_reason"}])

    assert "finish_reason" not in chat(judge, **forced())["choices"][0]


@pytest.mark.parametrize(
    ("fault", "reason"), [("max_tokens", "length"), ("content_filtered", "content_filter"), ("refusal", "stop")]
)
def test_an_ending_has_the_word_that_chat_has_for_it(judge: StandIn, fault: str, reason: str) -> None:
    judge.configure(faults=[{"fault": fault}])

    assert chat(judge, **forced())["choices"][0]["finish_reason"] == reason


def test_reasoning_stands_beside_the_call(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "reasoning_first"}])

    (choice,) = chat(judge, **forced())["choices"]
    assert choice["message"]["reasoning_content"]
    assert len(choice["message"]["tool_calls"]) == 1


def test_a_call_is_recorded_under_the_endpoints_name(judge: StandIn) -> None:
    chat(judge, **forced())

    (call,) = judge.calls()["calls"]
    assert (call["api"], call["model"], call["outcome"]) == ("endpoint", "my-judge", "answered")
