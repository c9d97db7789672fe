"""Replies and errors of any shape: read, or refused as broken; never another error, never a guess."""

import json
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.call import CallFailure
from reward_runtime.judge.transport.bedrock import read_converse
from reward_runtime.judge.transport.document import DocumentError, counted, read_json
from reward_runtime.judge.transport.endpoint import read_chat
from reward_runtime.judge.transport.faults import failure_of

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from(
    [
        *("output", "message", "content", "stopReason", "usage", "inputTokens", "text", "toolUse", "name", "input"),
        *("choices", "finish_reason", "tool_calls", "function", "arguments", "prompt_tokens", "reasoningContent"),
    ]
)
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)
BLOCKS = st.lists(
    st.fixed_dictionaries({}, optional={"text": SCALARS, "toolUse": DOCUMENTS, "reasoningContent": DOCUMENTS})
    | DOCUMENTS,
    max_size=3,
)
CONVERSE = st.fixed_dictionaries(
    {"output": st.fixed_dictionaries({"message": st.fixed_dictionaries({"content": BLOCKS})})},
    optional={"stopReason": SCALARS, "usage": DOCUMENTS},
)
CALLS = st.lists(st.fixed_dictionaries({"function": st.fixed_dictionaries({"name": SCALARS, "arguments": SCALARS})}))
CHAT = st.fixed_dictionaries(
    {
        "choices": st.lists(
            st.fixed_dictionaries(
                {"message": st.fixed_dictionaries({"content": DOCUMENTS, "tool_calls": CALLS | DOCUMENTS})},
                optional={"finish_reason": SCALARS},
            ),
            max_size=2,
        )
    }
)


def use(value: object, name: str = "t") -> dict[str, Any]:
    return {"toolUse": {"toolUseId": "1", "name": name, "input": value}}


def converse(*blocks: object, stop: str = "tool_use") -> dict[str, Any]:
    return {"output": {"message": {"content": list(blocks)}}, "stopReason": stop}


def chat(*calls: tuple[str, str], finish: str = "tool_calls", content: object = None) -> dict[str, Any]:
    uses = [{"type": "function", "function": {"name": name, "arguments": said}} for name, said in calls]
    return {"choices": [{"finish_reason": finish, "message": {"content": content, "tool_calls": uses}}]}


@given(DOCUMENTS | CONVERSE, st.booleans())
def test_any_document_is_a_reply_of_converse_or_broken(document: Any, structured: bool) -> None:
    try:
        reply = read_converse(document if isinstance(document, dict) else {}, "t", structured)
    except DocumentError:
        return
    assert isinstance(reply.stop, str)
    assert isinstance(reply.text, str)
    assert reply.input_tokens >= 0


@given(DOCUMENTS | CHAT, st.booleans())
def test_any_document_is_a_reply_of_chat_or_broken(document: Any, structured: bool) -> None:
    try:
        reply = read_chat(document if isinstance(document, dict) else {}, "t", structured)
    except DocumentError:
        return
    assert isinstance(reply.stop, str)
    assert isinstance(reply.text, str)
    assert reply.output_tokens >= 0


@given(st.lists(st.text(max_size=9).map(lambda text: {"text": text}) | st.just({"reasoningContent": {"x": 1}})))
def test_text_is_all_text_blocks_and_nothing_else(blocks: list[dict[str, Any]]) -> None:
    reply = read_converse(converse(*blocks), "t", structured=False)
    assert reply.text == "".join(block.get("text", "") for block in blocks)
    assert reply.verdict is None


@pytest.mark.parametrize(
    ("blocks", "verdict"),
    [
        ([use({"score": 1})], {"score": 1}),
        ([{"reasoningContent": {}}, {"text": "0.9"}, use({"score": 1})], {"score": 1}),
        ([use({"score": 1}), use({"score": 5})], None),
        ([use({"score": 1}), use({"score": 5}, "other")], None),
        ([use({"score": 1}, "other")], None),
        ([{"text": '{"score": 1}'}], None),
        ([], None),
    ],
)
def test_the_verdict_is_the_input_of_the_one_call_of_the_tool(blocks: list[object], verdict: object) -> None:
    reply = read_converse(converse(*blocks), "t", structured=False)
    assert reply.verdict == verdict
    assert (reply.stop == "malformed_tool_use") == (verdict is None and any("toolUse" in str(b) for b in blocks))


@pytest.mark.parametrize(
    ("body", "stop", "verdict"),
    [
        (chat(("t", '{"score": 1}')), "tool_use", {"score": 1}),
        (chat(("t", '{"score": 1}'), finish="stop"), "tool_use", {"score": 1}),
        (chat(("t", '{"score": 1}'), finish="function_call"), "tool_use", {"score": 1}),
        (chat(("t", '{"score": 1'), finish="length"), "max_tokens", None),
        (chat(("t", '{"score": 1}'), finish="length"), "max_tokens", {"score": 1}),
        (chat(("t", '{"score": 1}'), finish="content_filter"), "content_filtered", {"score": 1}),
        (chat(("t", '{"score": 1}'), finish="tomorrow"), "tomorrow", {"score": 1}),
        (chat(finish="stop", content="I refuse"), "end_turn", None),
        (chat(finish="content_filter"), "content_filtered", None),
        (chat(("t", '{"score": 1, "score": 5}')), "malformed_tool_use", None),
        (chat(("t", '{"score": NaN}')), "malformed_tool_use", None),
        (chat(("t", '{"score": 1} {}')), "malformed_tool_use", None),
        (chat(("t", "[" * 100_000)), "malformed_tool_use", None),
        (chat(("t", "9" * 5001)), "malformed_tool_use", None),
        (chat(("u", '{"score": 1}')), "malformed_tool_use", None),
        (chat(("t", '{"score": 1}'), ("t", '{"score": 1}')), "malformed_tool_use", None),
    ],
)
def test_an_endpoint_s_arguments_are_read_strictly_and_its_words_translated(
    body: dict[str, Any], stop: str, verdict: object
) -> None:
    reply = read_chat(body, "t", structured=False)
    assert (reply.stop, reply.verdict) == (stop, verdict)


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', '{"a": NaN}', "-Infinity", "[" * 10**5, "9" * 5001, "", "{} {}", b"\xff"]
)
def test_json_that_two_readers_might_read_otherwise_is_no_document(text: str | bytes) -> None:
    with pytest.raises(DocumentError):
        read_json(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_json_can_say_is_read_as_said(value: object) -> None:
    assert read_json(json.dumps(value)) == value


@given(DOCUMENTS)
def test_a_count_of_tokens_is_a_whole_number_whatever_a_reply_claims(usage: object) -> None:
    assert counted(usage, "inputTokens") >= 0


@given(st.text(max_size=30), st.integers(0, 999), st.text(max_size=60), st.none() | st.integers(0, 999))
def test_any_error_of_a_service_is_one_failure_without_its_words(
    code: str, status: int, message: str, original: int | None
) -> None:
    response: Any = {
        "Error": {"Code": code, "Message": f"xyzzy {message}"},
        "ResponseMetadata": {"HTTPStatusCode": status},
        **({} if original is None else {"OriginalStatusCode": original, "OriginalMessage": f"xyzzy {message}"}),
    }
    failure = failure_of(ClientError(response, "Converse"), "m", "r")
    assert isinstance(failure, CallFailure)
    assert "xyzzy" not in str(failure)
    decided = status if original is None else original
    assert (failure.kind == "throttled") <= (decided == 429 or code == "ThrottlingException")


@pytest.mark.parametrize(
    ("code", "message", "kind", "found"),
    [
        ("ValidationException", "The maximum tokens you requested exceeds the model limit of 4096.", "operator", None),
        ("ValidationException", "max_tokens value exceeds the model limit", "operator", None),
        ("ThrottlingException", "Too many tokens, please wait before trying again.", "throttled", None),
        ("ValidationException", "Input is too long for requested model.", "broken", "context_window"),
        ("ValidationException", "The input exceeds the model's context window.", "broken", "context_window"),
    ],
)
def test_only_a_prompt_that_is_too_long_is_the_candidate_s_doing(
    code: str, message: str, kind: str, found: str | None
) -> None:
    """The operator's ``max_tokens``, and a throttled call, would else floor every response."""
    error: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    failure = failure_of(ClientError(error, "Converse"), "m", "r")
    assert failure.kind == kind
    assert failure.code == (found or code)


def test_an_error_of_botocore_s_that_nobody_thought_of_is_a_broken_reply() -> None:
    assert failure_of(BotoCoreError(), "m", "r").kind == "broken"


def test_braces_in_a_model_s_name_are_no_places_to_fill() -> None:
    error: Any = {"Error": {"Code": "AccessDeniedException"}, "ResponseMetadata": {"HTTPStatusCode": 403}}
    assert "{x}" in str(failure_of(ClientError(error, "Converse"), "{x}", "{region}"))
