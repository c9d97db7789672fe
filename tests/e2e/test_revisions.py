"""A copy of the kit, deployed for real by the CDK command line into the local AWS target, then changed.

The claims are steps of one story, as a training job would live it; a fresh deployment for each would take minutes.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rft.local.cdk import find
from rft.local.environment import child_environment, node

ROOT = Path(__file__).parents[2]
COPIED = (
    "app.py",
    "cdk.json",
    "package.json",
    "package-lock.json",
    "compiler",
    "stacks",
    "lambda_src",
    "experiments",
    "layers",
    "rft",
    "localaws",
    "data",
)
LINKED = (".venv", ".venv-local", "node_modules")


@dataclass(frozen=True)
class Kit:
    """A user's clone, with a local target of its own."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / ".local"

    def rft(self, *arguments: str, expect: int = 0) -> Any:
        """Run ``rft`` as a user would and return what ``--json`` printed."""
        python = self.root / ".venv/bin/python"
        environment = {**os.environ, "PYTHONPATH": str(self.root), "LOCALAWS_HOME": str(self.home)}
        run = subprocess.run(
            [str(python), "-m", "rft", *arguments, "--json"],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == expect, run.stdout + run.stderr
        return json.loads(run.stdout)

    def destroy(self) -> None:
        """End the stack as ``cdk destroy`` does."""
        endpoint = self.rft("local", "status")["endpoint"]
        command = [str(node()), str(find()), "destroy", "--force", "-c", "protect=false"]
        command += ["-c", "experiment=sentiment", "NovaReward-sentiment"]
        environment = child_environment(endpoint, self.home, "us-east-1")
        run = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr

    def rewards(self, arn: str) -> dict[str, float]:
        """Score the 64 first real samples and return id -> reward."""
        answer = self.rft("local", "invoke", "sentiment", "--arn", arn)
        return {sample["id"]: sample["reward"] for sample in answer["samples"]}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    root = tmp_path_factory.mktemp("kit")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    for name in LINKED:
        (root / name).symlink_to(ROOT / name)
    made = Kit(root)
    made.rft("local", "up")
    yield made
    made.rft("local", "down")


@pytest.mark.e2e
def test_a_changed_reward_is_a_new_function_beside_the_old_one(kit: Kit) -> None:
    first = kit.rft("local", "deploy", "sentiment")
    old = kit.rewards(first["FunctionArn"])

    assert len(old) == 64
    assert set(first) >= {"FunctionArn", "InvokePolicyArn", "LogGroupName", "RewardHash"}
    assert min(old.values()) == -1.0
    assert max(old.values()) == 1.0

    _give_form_more_weight(kit)
    second = kit.rft("local", "deploy", "sentiment")
    new = kit.rewards(second["FunctionArn"])

    assert second["RewardHash"] != first["RewardHash"]
    assert second["FunctionArn"] != first["FunctionArn"]
    assert second["LogGroupName"] == first["LogGroupName"]
    assert new != old
    assert kit.rewards(first["FunctionArn"]) == old

    _lines_hold_both_revisions(kit, first["RewardHash"], second["RewardHash"])
    _destroy_then_prune(kit, first["FunctionArn"], second["FunctionArn"])


def _give_form_more_weight(kit: Kit) -> None:
    experiment = kit.root / "experiments/sentiment.yaml"
    experiment.write_text(experiment.read_text() + "weights: {correct: 0.6, well_formed: 0.4}\n")


def _lines_hold_both_revisions(kit: Kit, *hashes: str) -> None:
    lines = kit.rft("local", "logs", "sentiment", "--lines", "1000")["lines"]
    samples = [json.loads(line) for line in lines if '"event": "sample"' in line]
    assert {sample["revision"] for sample in samples} == {reward_hash[:8] for reward_hash in hashes}
    assert not [line for line in lines if "begin_of_solution" in line or "sentiment of this tweet" in line]


def _destroy_then_prune(kit: Kit, old: str, new: str) -> None:
    kit.destroy()
    kit.rft("local", "invoke", "sentiment", "--arn", old)
    planned = kit.rft("prune", "sentiment")
    assert old.rsplit(":", 1)[-1] in json.dumps(planned)
    assert new.rsplit(":", 1)[-1] not in json.dumps(planned)
    kit.rft("prune", "sentiment", "--yes")
    assert old.rsplit(":", 1)[-1] not in json.dumps(kit.rft("prune", "sentiment"))
