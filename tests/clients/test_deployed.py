"""The SageMaker SDK's dry run and verifier over every shipped experiment, deployed to a local target.

Run by ``make test-clients``; the deployments take some minutes. No call leaves this machine.
"""

import json
import os
import socket
import subprocess
from pathlib import Path

import boto3
import pytest
from sagemaker.train.common_utils.rlvr_reward_verifier import verify_reward_function
from sagemaker.train.rlvr_trainer import RLVRTrainer

ROOT = Path(__file__).parents[2]
EXPERIMENTS = sorted(file.stem for file in (ROOT / "experiments").glob("*.yaml"))
REGION = "us-east-1"
REAL_CONNECT = socket.socket.connect


@pytest.fixture(scope="module", autouse=True)
def loopback():
    def connect(self, address):
        assert not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost"), address
        return REAL_CONNECT(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="module")
def rft(tmp_path_factory):
    home, cache = tmp_path_factory.mktemp("local"), ROOT / ".local" / "jsii"
    # Unpacking the CDK takes longer than a deployment.
    cache.mkdir(parents=True, exist_ok=True)
    (home / "jsii").symlink_to(cache, target_is_directory=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "REWARD_"))}
    environment = {**kept, "PYTHONPATH": str(ROOT), "LOCALAWS_HOME": str(home)}

    def run(*arguments):
        command = [str(ROOT / ".venv/bin/python"), "-m", "rft", *arguments, "--json"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="module")
def target(rft):
    """The running target, at which boto3 and the SDK look because of the environment."""
    running = rft("local", "up")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", running["endpoint"])
            patch.setenv("AWS_ACCESS_KEY_ID", rft("local", "status")["access_key"])
            # A session that reads the environment as it is now.
            boto3.setup_default_session()
            boto3.client("s3", region_name=REGION).create_bucket(Bucket="rows")
            yield
    finally:
        rft("local", "down")


@pytest.fixture(scope="module", params=EXPERIMENTS)
def deployed(request, rft, target):
    """Name of the reward, and the function's ARN."""
    (reward,) = [
        line.partition(":")[2].strip()
        for line in (ROOT / f"experiments/{request.param}.yaml").read_text().splitlines()
        if line.startswith("reward:")
    ]
    return reward, rft("local", "deploy", request.param)["FunctionArn"]


def rows(reward, count, with_ids=True):
    read = [json.loads(line) for line in (ROOT / f"data/{reward}.jsonl").read_text().splitlines()][:count]
    return [{key: value for key, value in row.items() if with_ids or key != "id"} for row in read]


@pytest.mark.parametrize("with_ids", [True, False])
def test_the_trainers_own_dry_run_passes(deployed, with_ids):
    """``RLVRTrainer.train()`` does this before it creates the job; a failure here means that no job starts."""
    reward, arn = deployed
    body = "".join(json.dumps(row) + "\n" for row in rows(reward, 5, with_ids))
    boto3.client("s3", region_name=REGION).put_object(Bucket="rows", Key=f"{reward}.jsonl", Body=body.encode())
    trainer = object.__new__(RLVRTrainer)
    trainer.custom_reward_function, trainer.compute = arn, None
    trainer._model_name, trainer.sagemaker_session = "nova-textgeneration-lite-v2", None
    trainer._verify_reward_function(training_dataset=f"s3://rows/{reward}.jsonl")


def test_the_verifier_accepts_every_reply(deployed):
    reward, arn = deployed
    said = [json.loads(line) for line in (ROOT / f"data/{reward}.responses.jsonl").read_text().splitlines()]
    samples = [
        {**row, "messages": [*row["messages"], {"role": "assistant", "content": answer["response"]}]}
        for row, answer in zip(rows(reward, 8), said, strict=False)
    ]
    result = verify_reward_function(reward_function=arn, sample_data=samples, validate_format=True, is_nova=True)
    assert (result["success"], result["successful_samples"]) == (True, len(samples))
