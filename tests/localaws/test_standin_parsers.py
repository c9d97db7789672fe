"""The stand-in reads every prompt of the kit and survives all bytes. Its token bucket refills by the clock only."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime.judge.rubric.fence import sanitised
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points

from tests.lambda_src.judge.cases import TEXTS
from tests.localaws.asking import REFERENCE, ask, client, converse, verdict
from tests.standin import StandIn

ROOT = Path(__file__).parents[2]
RUBRIC = Rubric("similarity.md", "Is {response} the same as {reference}, as an answer to {question}?", Points(0, 20))
BUCKET = """
import json, sys
from localaws.standin.token_bucket import TokenBucket
now = 0.0
bucket = TokenBucket(float(sys.argv[1]), float(sys.argv[2]), lambda: now)
took = []
for now, amount in json.loads(sys.argv[3]):
    took.append(bucket.holds(amount))
    if took[-1]:
        bucket.take(amount)
print(json.dumps(took))
"""


@pytest.fixture(scope="module")
def judge(running: StandIn) -> StandIn:
    """One run for the whole file, because Hypothesis allows no function-scoped fixtures."""
    running.configure()
    return running


@pytest.fixture(scope="module")
def asker(judge: StandIn) -> Any:
    return client(judge)


@settings(max_examples=60, deadline=None)
@given(question=TEXTS, response=TEXTS)
def test_whatever_a_text_holds_it_is_found_whole_between_its_marks(asker: Any, question: str, response: str) -> None:
    """The same text as response and reference has full similarity. If a part got lost, it would not."""
    prompt = prompt_of(JudgeItem(RUBRIC, question, response, response), 100)
    reply = converse(asker, prompt.user, {"score": dict(RUBRIC.scale.schema)}, prompt.system)

    has_words = any(c.isalnum() for c in sanitised(response))
    assert verdict(reply) == {"score": 20} or not has_words


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from([b"POST ", b"/model/", b"x/converse", b" HTTP/1.1", b"\r\n", b"\r\n\r\n", b"{}"])).map(
            b"".join
        ),
        st.text(max_size=9).map(lambda n: f"POST / HTTP/1.1\r\ncontent-length: {n}\r\n\r\n".encode(errors="replace")),
    )
)
def test_no_bytes_keep_the_next_caller_from_an_answer(judge: StandIn, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", judge.port), timeout=20) as plug:
        plug.sendall(sent)
        plug.shutdown(socket.SHUT_WR)
        while plug.recv(65536):
            pass

    assert judge.calls()["under_way"] == 0


@settings(max_examples=60, deadline=None)
@given(
    body=st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5)
    | st.dictionaries(
        st.sampled_from(["messages", "system", "toolConfig", "inferenceConfig", "outputConfig"]),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.sampled_from(["role", "content", "tools", "toolSpec", "text", "maxTokens"]), inner)
            ),
            max_leaves=6,
        ),
    )
)
def test_a_body_of_any_shape_is_answered_or_refused_as_invalid(judge: StandIn, body: Any) -> None:
    text = json.dumps(body).encode()
    head = f"POST /model/m/converse HTTP/1.1\r\ncontent-length: {len(text)}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", judge.port), timeout=20) as plug:
        plug.sendall(head + text)
        assert plug.recv(12) in (b"HTTP/1.1 200", b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "schema", ["object", [], {"properties": []}, {"properties": {"a": 1}}, {"type": "array", "items": "x"}]
)
def test_a_schema_that_is_none_is_refused_as_invalid(asker: Any, schema: Any) -> None:
    tool = {"toolSpec": {"name": "give_verdict", "inputSchema": {"json": schema}}}
    with pytest.raises(asker.exceptions.ValidationException, match="no JSON Schema"):
        asker.converse(modelId="m", messages=[], toolConfig={"tools": [tool]})


@pytest.mark.parametrize(
    ("rate", "size", "asked", "took"),
    [
        (60, 2, [(0, 1), (0, 1), (0, 1), (0.5, 1), (1, 1), (1, 1)], [1, 1, 0, 0, 1, 0]),
        (60, 2, [(0, 1), (100, 1), (100, 1), (100, 1)], [1, 1, 1, 0]),
        (60, 2, [(0, 5), (3, 1), (4, 1)], [1, 0, 1]),
        (0, 2, [(0, 1)] * 5, [1] * 5),
    ],
    ids=["it refills evenly", "it holds no more than its size", "what is larger than it empties it below", "no limit"],
)
def test_a_bucket_gives_what_it_holds(
    rate: float, size: float, asked: list[tuple[float, float]], took: list[int]
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", BUCKET, str(rate), str(size), json.dumps(asked)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(run.stdout) == [bool(each) for each in took]


def test_a_long_prompt_is_read_in_one_pass(judge: StandIn) -> None:
    """If the judge scanned it again at each tag, this would take minutes."""
    forged = "<candidate-" + "f" * 32 + ">"

    assert ask(client(judge), forged * 20_000, REFERENCE) == {"score": 1}
