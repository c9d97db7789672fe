"""Every event shape of the platforms in, the exact reply out."""

import contextlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.errors import EventError, ReplyError
from reward_runtime.pipeline import Pipeline
from reward_runtime.samples import MISSING, parse_samples

from tests.lambda_src.events import ROWS, WRAPPERS, event, row, turns

PERFECT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"


def _nested(depth: int) -> Any:
    return {"body": _nested(depth - 1)} if depth else []


METRICS = ["correct", "well_formed", "no_answer", "unscorable", "fallback"]


@pytest.mark.parametrize(
    ("wrapper", "shape", "count"),
    [
        *((wrapper, shape, count) for wrapper in WRAPPERS for shape in ROWS for count in (0, 1, 3)),
        *((wrapper, min(ROWS), 1000) for wrapper in WRAPPERS),
    ],
)
def test_every_shape_is_answered_row_by_row(pipeline: Pipeline, wrapper: str, shape: str, count: int) -> None:
    triples = [(f"s-{i}", PERFECT, ("positive", "negative")[i % 2]) for i in range(count)]

    reply = pipeline(event(wrapper, shape, triples), {})

    assert isinstance(reply, list)
    assert [r["id"] for r in reply] == [t[0] for t in triples]
    assert [r["aggregate_reward_score"] for r in reply] == [(1.0, -0.6)[i % 2] for i in range(count)]
    for r in reply:
        assert [m["name"] for m in r["metrics_list"]] == METRICS  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "id", ["", "a", 0, 7, 2**53 + 1, 1.5, True, [1, "x"], {"k": None}, "é\u202e\x00", "x" * 10_000]
)
def test_an_id_of_any_json_type_comes_back_as_it_was(pipeline: Pipeline, id: Any) -> None:
    reply = pipeline([row(id), row(id)], {})

    assert [(type(r["id"]), r["id"]) for r in reply] == [(type(id), id)] * 2  # type: ignore[index]


UNRETURNABLE = [math.nan, math.inf, [math.nan], "\ud800", {"a": "\ud800"}, 10**5000]


@pytest.mark.parametrize("bad", [{"id": None}, {}, *({"id": id} for id in UNRETURNABLE)])
def test_a_sample_that_cannot_be_routed_fails_the_invocation(pipeline: Pipeline, bad: Any) -> None:
    rows = [row(), {**{k: v for k, v in row().items() if k != "id"}, **bad}]

    with pytest.raises(EventError, match="sample 1: got"):
        pipeline(rows, {})


def test_a_lone_sample_may_lack_an_id_as_evaluation_rows_do(pipeline: Pipeline) -> None:
    lone = {"messages": turns(PERFECT), "reference_answer": "positive"}

    assert pipeline([lone], {})[0]["id"] is None  # type: ignore[index]


def test_one_sample_alone_is_answered_with_a_list(pipeline: Pipeline) -> None:
    reply = pipeline(row("only", PERFECT), {})

    assert isinstance(reply, list)
    assert len(reply) == 1


@pytest.mark.parametrize(
    "form",
    [
        PERFECT,
        [PERFECT],
        [{"text": PERFECT}],
        {"text": PERFECT},
        [{"x": 1}, {"text": PERFECT}],
        [{"reasoningContent": None, "text": PERFECT}],
    ],
)
def test_content_is_read_as_string_and_as_blocks(pipeline: Pipeline, form: Any) -> None:
    assert pipeline([row("a", form)], {})[0]["aggregate_reward_score"] == 1.0  # type: ignore[index]


def test_the_reference_at_the_top_wins_over_metadata(pipeline: Pipeline) -> None:
    both = row("a", PERFECT, "positive", metadata={"reference_answer": "negative"})

    assert pipeline([both], {})[0]["aggregate_reward_score"] == 1.0  # type: ignore[index]


def test_a_tool_turn_after_the_response_does_not_hide_it(pipeline: Pipeline) -> None:
    tooled = {
        "id": "a",
        "messages": [*turns(PERFECT), {"role": "tool", "content": "x"}],
        "reference_answer": "positive",
    }

    assert pipeline([tooled], {})[0]["aggregate_reward_score"] == 1.0  # type: ignore[index]


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (None, "got null"),
        ({}, "got an object with 0 keys"),
        (3, "got int"),
        ("not json", "string of 8 characters"),
        ({"Records": []}, "got an object with 1 keys"),
        ({"body": "%%%", "isBase64Encoded": True}, "not base64"),
        ({"body": 3, "isBase64Encoded": True}, "expected a base64 string"),
        ({"process_type": "preprocess", "data": {}}, "bring-your-own-metrics"),
        ([None], "sample 0: got NoneType"),
        (["x"], "sample 0: got str"),
        ([[row()]], "sample 0: got list"),
        ({"body": "[" * 100_000}, "not JSON"),
        (_nested(9), "wrappers nested deeper than 8"),
    ],
)
def test_an_unknown_event_says_what_it_got_and_what_is_expected(pipeline: Pipeline, event: Any, says: str) -> None:
    with pytest.raises(EventError) as refused:
        pipeline(event, {})

    assert says in str(refused.value)


def test_an_envelope_holds_the_rows_as_a_json_string() -> None:
    environment = {names.ENV_REWARD: "sentiment", names.ENV_REPLY: "envelope"}
    reply = Pipeline.from_environment(environment)([row("a", PERFECT)], {})

    assert isinstance(reply, dict)
    assert reply["statusCode"] == 200
    assert json.loads(str(reply["body"]))[0]["id"] == "a"


def test_a_reply_over_lambdas_limit_is_refused_with_the_figures(pipeline: Pipeline) -> None:
    with pytest.raises(ReplyError, match="6291456"):
        pipeline([row("x" * 400_000) for _ in range(16)], {})


def reward_of(pipeline: Pipeline, event: Any) -> float:
    reply: Any = pipeline(event, {})
    assert len(reply) == 1
    return reply[0]["aggregate_reward_score"]


WRONG = PERFECT.replace("positive", "negative")


def test_an_explicit_response_wins_over_an_example_in_the_prompt(pipeline: Pipeline) -> None:
    shots = [
        {"role": "user", "content": "?"},
        {"role": "assistant", "content": PERFECT},
        {"role": "user", "content": "?"},
    ]

    for key, turns_key in (("response", "prompt"), ("completion", "prompt"), ("model_response", "messages")):
        assert reward_of(pipeline, {"id": 1, turns_key: shots, key: WRONG, "reference_answer": "positive"}) == -0.6


@pytest.mark.parametrize("column", ["completion", "model_response", "response", "chosen"])
def test_a_column_of_the_data_set_never_stands_in_for_the_generated_turn(pipeline: Pipeline, column: str) -> None:
    assert reward_of(pipeline, [{**row(1, WRONG), column: PERFECT}]) == -0.6


def test_an_assistant_turn_before_the_last_question_is_no_response(pipeline: Pipeline) -> None:
    messages = [*turns(PERFECT), {"role": "user", "content": "And now?"}]
    reply: Any = pipeline([{"id": 1, "messages": messages, "reference_answer": "positive"}], {})

    assert reply[0]["metrics_list"][-2] == {"name": "unscorable", "value": 1.0, "type": "Metric"}


def test_a_reasoning_block_is_not_the_response(pipeline: Pipeline) -> None:
    blocks = [{"type": "reasoning", "text": WRONG}, {"type": "text", "text": PERFECT}]

    assert reward_of(pipeline, [row(1, blocks)]) == 1.0
    assert reward_of(pipeline, [row(1, blocks[:1])]) == -1.0


@pytest.mark.parametrize("key", ["answer", "final_answer", "label", "text"])
def test_a_reference_that_is_an_object_is_read_by_the_published_keys(pipeline: Pipeline, key: str) -> None:
    assert reward_of(pipeline, [row(1, PERFECT, {"answer": None, key: "positive"})]) == 1.0


@pytest.mark.parametrize(
    "event",
    [
        {"body": json.dumps({"input": {"batch": [row(1, PERFECT)]}})},
        {"input": None, "body": json.dumps([row(1, PERFECT)])},
        {"prompt": None, "batch": [row(1, PERFECT)]},
        {**row(1, PERFECT), "process_type": "a column of the user's"},
    ],
)
def test_wrappers_may_be_nested_and_nulls_are_no_wrappers(pipeline: Pipeline, event: Any) -> None:
    assert reward_of(pipeline, event) == 1.0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
CONTENT = st.text() | st.sampled_from([PERFECT, "positive", "\\boxed{", "<think>", "{}" * 9]) | JSON
SAMPLE = st.fixed_dictionaries(
    {"id": st.text(st.characters(exclude_categories=["Cs"])) | st.integers()},
    optional={
        "messages": st.lists(
            st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant"]), "content": CONTENT})
        )
        | JSON,
        "reference_answer": st.sampled_from(["positive", "neutral", {"answer": "negative"}]) | JSON,
        "metadata": JSON,
        "response": CONTENT,
    },
)


@given(st.lists(SAMPLE, max_size=6))
def test_any_batch_is_answered_in_order_in_range_and_in_strict_json(samples: list[Any]) -> None:
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment"})

    reply: Any = pipeline(samples, {})

    assert [r["id"] for r in reply] == [s["id"] for s in samples]
    assert all(-1.0 <= r["aggregate_reward_score"] <= 1.0 for r in reply)
    assert all([m["name"] for m in r["metrics_list"]] == METRICS for r in reply)
    json.dumps(reply, allow_nan=False)


@given(st.lists(SAMPLE, max_size=6))
def test_a_sample_scores_the_same_beside_any_neighbours(samples: list[Any]) -> None:
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment"})

    together: Any = pipeline(samples, {})
    reversed_: Any = pipeline(samples[::-1], {})
    alone = [pipeline([sample], {})[0] for sample in samples]  # type: ignore[index]

    assert together == reversed_[::-1] == alone


@given(JSON)
def test_any_event_is_answered_or_refused_as_the_operators_fault(event: Any) -> None:
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment"})
    with contextlib.suppress(EventError):
        assert isinstance(pipeline(event, {}), list)


ROW_A, ROW_B = row("a", "\\boxed{positive}", "positive"), row("b", "\\boxed{negative}", "positive")
WRAPPED: list[Any] = [
    {"samples": [ROW_A, ROW_B], "prompt": "x"},
    {"input": [ROW_A, ROW_B], "response": "x"},
    {"batch": [ROW_A, ROW_B], "messages": []},
    {"body": json.dumps([ROW_A, ROW_B]), "completion": "x"},
    {"body": {"batch": [ROW_A, ROW_B]}, "prompt": "x"},
    {"body": json.dumps({"samples": [ROW_A, ROW_B]}), "prompt": "x", "chosen": "y"},
]
ONE_ROW: list[dict[str, Any]] = [
    {**ROW_A, "input": "a column"},
    {**ROW_A, "samples": 8},
    {**ROW_A, "batch": [1, 2]},
    {**ROW_A, "samples": []},
    {**ROW_A, "input": [{"role": "user", "content": "x"}]},
    {**ROW_A, "input": {"question": "x"}},
    {**ROW_A, "body": "{not json"},
    {**ROW_A, "body": "text"},
]


@pytest.mark.parametrize("event", WRAPPED)
def test_a_wrapper_with_rows_in_it_is_one_whatever_stands_beside_it(event: Any) -> None:
    assert [sample.id for sample in parse_samples(event)] == ["a", "b"]


@pytest.mark.parametrize("event", ONE_ROW)
def test_a_column_of_a_wrappers_name_without_rows_in_it_wraps_nothing(event: dict[str, Any]) -> None:
    assert [sample.id for sample in parse_samples(event)] == ["a"]


def beside_a_prompt(wrappers: int) -> Any:
    inner: Any = [ROW_A, ROW_B]
    for _ in range(wrappers):
        inner = {"samples": inner, "prompt": "x", "id": "outer"}
    return inner


def test_wrappers_beside_row_keys_are_unwrapped_as_deep_as_any_and_then_are_a_column() -> None:
    assert [sample.id for sample in parse_samples(beside_a_prompt(7))] == ["a", "b"]
    with pytest.raises(EventError, match="nested deeper than 8"):
        parse_samples(beside_a_prompt(8))
    assert [sample.id for sample in parse_samples(beside_a_prompt(9))] == ["outer"]


def test_a_sample_with_its_reference_parsed_is_otherwise_the_same() -> None:
    fields: dict[str, Any] = {
        **row("a", PERFECT),
        "metadata": {"reference_answer": "positive"},
        "reference_answer": None,
    }
    (sample,) = parse_samples([fields])

    assert sample.fields == fields
    assert sample.reference_place == "metadata.reference_answer"
    assert list(sample.turns) == fields["messages"][:-1]
    assert sample.referring_to(7) == sample._replace(reference=7)


@pytest.mark.parametrize(
    ("fields", "reference", "place"),
    [
        ({"model_response": "x", "response": "y"}, "y", "response"),
        ({"model_response": "x", "response": "y", "reference_answer": "z"}, "z", "reference_answer"),
        ({"completion": "x", "chosen": "y"}, MISSING, ""),
        ({"response": "x"}, MISSING, ""),
        ({"model_response": "x", "response": None}, MISSING, ""),
        ({"model_response": None, "response": "x"}, MISSING, ""),
    ],
)
def test_beside_a_models_response_the_column_response_is_the_reference(
    fields: dict[str, Any], reference: object, place: str
) -> None:
    (sample,) = parse_samples([{"id": "a", "prompt": "?", **fields}])

    assert (sample.response, sample.prompt) == ("x", "?")
    assert sample.reference is reference or sample.reference == reference
    assert sample.reference_place == place
