"""The stand-in speaks Converse with AWS's own client, and answers the kit's own prompts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from reward_runtime.judge.call import Prompt, Reply
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Levels, Points, Unit
from reward_runtime.judge.rubric.verdict import read_verdict

from tests.localaws.asking import MODEL, REFERENCE, ask, converse, fenced, verdict
from tests.standin import StandIn

TEXT = "Is {response} as good an answer to {question} as {reference}? Mind accuracy and empathy."
SCALES = [Points(1, 5), Points(-2, 2), Unit(), Unit(4), Levels({"not bad": 0.5, "bad": 0.0, "good": 1.0})]


def answered(asker: Any, prompt: Prompt) -> Reply:
    """Return the reply as the kit would read it."""
    spec = {"name": prompt.tool.name, "inputSchema": {"json": prompt.tool.schema}}
    reply = asker.converse(
        modelId=MODEL,
        system=[{"text": prompt.system}],
        messages=[{"role": "user", "content": [{"text": prompt.user}]}],
        toolConfig={"tools": [{"toolSpec": spec}], "toolChoice": {"tool": {"name": prompt.tool.name}}},
    )
    return Reply(reply["stopReason"], verdict(reply), "", **_usage(reply))


def _usage(reply: Any) -> dict[str, int]:
    return {"input_tokens": reply["usage"]["inputTokens"], "output_tokens": reply["usage"]["outputTokens"]}


@pytest.mark.parametrize("scale", SCALES)
def test_the_kits_prompt_gets_a_verdict_that_the_kit_reads(asker: Any, scale: Any) -> None:
    rubric = Rubric("support.md", TEXT, scale, ("accuracy", "empathy"))
    right, wrong = (JudgeItem(rubric, "Capital of France?", REFERENCE, text) for text in (REFERENCE, "London"))

    def read(case: JudgeItem) -> Any:
        return read_verdict(answered(asker, prompt_of(case, 100)), rubric)

    assert read(right) == {"accuracy": 1.0, "empathy": 1.0}
    assert read(wrong) == {"accuracy": 0.0, "empathy": 0.0}


def test_a_better_likeness_gets_a_better_score(asker: Any) -> None:
    ladder = ["London", "Paris", "France has a capital", "The capital is Paris", REFERENCE]

    scores = [ask(asker, text)["score"] for text in ladder]

    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (1, 5)


def test_a_response_that_holds_the_reference_among_words_of_its_own_is_near_the_top(asker: Any) -> None:
    reply = converse(
        asker,
        fenced(reference="42", candidate="First we add. Then we double. So the answer is 42."),
        {"score": {"type": "number", "enum": [n / 10 for n in range(11)]}},
    )

    assert verdict(reply) == {"score": 0.9}


def test_without_a_reference_the_words_of_the_question_and_of_the_criterion_count(asker: Any) -> None:
    one = {"empathy": {"type": "number"}, "accuracy": {"type": "number"}}
    user = fenced(
        question="Where is the blue lamp of my order?", candidate="Sorry to hear of your trouble, your order is near"
    )

    given = verdict(converse(asker, user, one, "Empathy: says sorry for the trouble.\nAccuracy: names a date."))

    assert 0 < given["accuracy"] < given["empathy"] <= 1


def test_words_that_the_schema_wants_name_the_stand_in(asker: Any) -> None:
    given = verdict(converse(asker, fenced(candidate="x"), {"reason": {"type": "string"}}))

    assert given["reason"].startswith("stand-in judge: ")
    assert given["reason"].endswith("no model was asked")


def test_every_reply_names_the_stand_in_and_a_success_counts_its_tokens(asker: Any) -> None:
    reply = converse(asker, fenced(reference=REFERENCE, candidate=REFERENCE))

    assert reply["ResponseMetadata"]["HTTPHeaders"]["server"] == "stand-in judge, no model"
    assert reply["stopReason"] == "tool_use"
    assert reply["usage"]["totalTokens"] == reply["usage"]["inputTokens"] + reply["usage"]["outputTokens"]
    assert reply["metrics"] == {"latencyMs": 0}


def test_structured_output_is_json_text_of_its_schema(asker: Any) -> None:
    schema = {"type": "object", "properties": {"score": {"type": "integer", "description": "from 0 to 10"}}}
    shape = {"structure": {"jsonSchema": {"schema": json.dumps(schema), "name": "v"}}, "type": "json_schema"}
    reply = asker.converse(
        modelId=MODEL,
        messages=[{"role": "user", "content": [{"text": fenced(reference=REFERENCE, candidate=REFERENCE)}]}],
        outputConfig={"textFormat": shape},
    )

    assert reply["stopReason"] == "end_turn"
    assert json.loads(reply["output"]["message"]["content"][0]["text"]) == {"score": 10}


def test_a_prompt_that_wants_neither_gets_a_bare_number(asker: Any) -> None:
    text = "Compare.\nResponse A: the cat sat\nResponse B: the cat sat"
    reply = asker.converse(modelId=MODEL, messages=[{"role": "user", "content": [{"text": text}]}])

    assert 0.5 < float(reply["output"]["message"]["content"][0]["text"]) <= 1


def test_the_same_question_gets_the_same_answer(asker: Any) -> None:

    assert ask(asker, "Paris, perhaps") == ask(asker, "Paris, perhaps")


def test_a_body_that_asks_nothing_is_a_validation_error(judge: StandIn, asker: Any) -> None:
    with pytest.raises(asker.exceptions.ValidationException, match="no Converse request"):
        asker.converse(modelId=MODEL, toolConfig={"tools": [{"cachePoint": {"type": "default"}}]})

    assert judge.calls()["outcomes"] == {"invalid": 1}


def test_another_operation_is_refused_by_name(asker: Any) -> None:
    with pytest.raises(asker.exceptions.ClientError, match="UnknownOperationException"):
        asker.invoke_model(modelId=MODEL, body=b"{}")
