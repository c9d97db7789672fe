"""The SageMaker SDK's own check of a reward function, offline. Run by ``make test-clients``.

The SDK executes the file's source, with no ``__file__`` and ``{}`` as context, so the function's folder must be on
PYTHONPATH and its environment must name the reward; the Makefile sets both.
"""

import hashlib
import json
import os
import socket
import sys
from pathlib import Path

import pytest
from sagemaker.ai_registry.dataset_format_detector import DatasetFormatDetector
from sagemaker.ai_registry.utils import base32_encode
from sagemaker.train.common_utils.rlvr_reward_verifier import verify_reward_function

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))
from rft.data.mending import mended  # noqa: E402 - the kit is not installed in this environment
from rft.job.hub import hub_name  # noqa: E402
from rft.road import Shape  # noqa: E402

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


@pytest.mark.parametrize("with_ids", [True, False])
def test_the_dry_run_before_a_job_is_accepted(with_ids):
    """``RLVRTrainer.train()`` sends the first three rows as they are: no response, and often no id."""
    rows = [json.loads(line) for line in (ROOT / "data/sentiment.jsonl").read_text().splitlines()][:3]
    sent = rows if with_ids else [{key: value for key, value in row.items() if key != "id"} for row in rows]
    result = verify_reward_function(reward_function=HANDLER, sample_data=sent, validate_format=True, is_nova=True)
    assert (result["success"], result["successful_samples"]) == (True, 3)


@pytest.mark.parametrize("with_ids", [True, False])
def test_the_dry_run_of_an_open_weight_model_is_accepted(with_ids, monkeypatch):
    monkeypatch.setenv("REWARD_REPLY", "envelope")
    row = {"data_source": "s", "prompt": [{"role": "user", "content": "Is it good?"}], "ability": "a"}
    rows = [{**row, "reward_model": {"ground_truth": "positive", "style": "rule"}} for _ in range(3)]
    sent = [{**row, "id": f"r{at}"} for at, row in enumerate(rows)] if with_ids else rows
    result = verify_reward_function(reward_function=HANDLER, sample_data=sent, validate_format=True, is_nova=False)
    assert result["success"] is True


def test_the_evaluators_hub_is_the_one_that_the_sdk_computes():
    named = hashlib.sha256(b"AiRegistry-us-east-1-111122223333").digest()
    assert base32_encode(named).strip("=") == hub_name("us-east-1", "111122223333")


@pytest.mark.parametrize("shape", [Shape.NOVA, Shape.VERL])
def test_the_sdk_registers_a_file_that_was_mended(shape, tmp_path):
    rows = [json.loads(line) for line in (ROOT / "data/gsm8k.jsonl").read_text().splitlines()]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(mended(row, shape, at)) + "\n" for at, row in enumerate(rows)))
    assert DatasetFormatDetector().validate_dataset(str(file))
