"""The SageMaker SDK's own check of a reward function, offline. Run by ``make test-clients``.

The SDK executes the file's source, with no ``__file__`` and ``{}`` as context, so the function's folder must be on
PYTHONPATH and its environment must name the reward; the Makefile sets both.
"""

import json
import os
import socket
from pathlib import Path

import pytest
from sagemaker.train.common_utils.rlvr_reward_verifier import verify_reward_function

ROOT = Path(__file__).parents[2]
HANDLER = str(ROOT / "lambda_src" / "handler.py")


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    def refuse(*_):
        raise AssertionError("the check reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def samples(count):
    rows = [json.loads(line) for line in (ROOT / "data/sentiment.jsonl").read_text().splitlines()][:count]
    said = [json.loads(line) for line in (ROOT / "data/sentiment.responses.jsonl").read_text().splitlines()]
    return [
        {**row, "messages": [*row["messages"], {"role": "assistant", "content": response["response"]}]}
        for row, response in zip(rows, said, strict=False)
    ]


def test_the_sdk_accepts_the_handler_for_nova():
    result = verify_reward_function(
        reward_function=HANDLER, sample_data=samples(64), validate_format=True, is_nova=True
    )

    assert result["success"] is True
    assert result["total_samples"] == 64
    assert result["successful_samples"] == 64


def test_the_sdk_refuses_the_bare_list_for_an_open_weight_model():
    """The check can fail, and this refusal is the reason for ``reply: envelope``."""
    with pytest.raises(ValueError, match="must return a dict with 'statusCode' and 'body', got list"):
        verify_reward_function(reward_function=HANDLER, sample_data=samples(2), validate_format=True, is_nova=False)


def test_the_environment_names_the_reward():
    assert os.environ["REWARD_NAME"] == "sentiment"
