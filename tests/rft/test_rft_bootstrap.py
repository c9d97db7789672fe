"""A region of the local target is bootstrapped by its first deployment, once, however many commands run at once."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rft.local import bootstrap, deployed
from rft.local.cdk import Deployment
from rft.local.target import LocalTarget
from tests.shipped import shipped


def test_two_commands_at_once_bootstrap_a_region_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, done = LocalTarget("http://127.0.0.1:1", tmp_path), list[str]()
    inside, at_once = threading.Semaphore(1), list[bool]()

    class Stacks:
        def describe_stacks(self, **_: str) -> dict[str, Any]:
            if not done:
                raise ClientError({"Error": {"Code": "ValidationError"}}, "DescribeStacks")
            return {"Stacks": [{"StackStatus": "CREATE_COMPLETE"}]}

    def cdk_bootstrap(_target: LocalTarget, region: str) -> None:
        at_once.append(inside.acquire(blocking=False))
        second.start()
        second.join(0.2)  # it has every chance to begin a bootstrap of its own
        inside.release()
        done.append(region)

    monkeypatch.setattr(bootstrap, "client", lambda *_: Stacks())
    monkeypatch.setattr(bootstrap.cdk, "bootstrap", cdk_bootstrap)
    second = threading.Thread(target=bootstrap.ensure_bootstrapped, args=(running, "us-east-1"))
    bootstrap.ensure_bootstrapped(running, "us-east-1")
    second.join()

    assert (done, at_once) == (["us-east-1"], [True])


def test_a_deployment_to_a_region_that_is_new_to_the_target_bootstraps_it_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real one is in ``tests/e2e``; ``make test-long`` runs it."""
    compiled, done = shipped("sentiment"), list[str]()
    outputs = dict.fromkeys(("FunctionArn", "InvokePolicyArn", "DashboardName", "LogGroupName", "RewardHash"), "x")
    (tmp_path / "outputs.json").write_text(json.dumps({compiled.stack_name: outputs}))

    def bootstrap_region(_target: LocalTarget, region: str) -> None:
        done.append(f"bootstrap {region}")

    def deploy(_target: LocalTarget, region: str, name: str, _stack: str) -> Deployment:
        done.append(f"deploy {name} {region}")
        return Deployment(tmp_path / "outputs.json", ())

    monkeypatch.setattr(deployed, "ensure_bootstrapped", bootstrap_region)
    monkeypatch.setattr(deployed.cdk, "deploy", deploy)

    deployed.deploy(LocalTarget("http://127.0.0.1:1", tmp_path), compiled)

    assert done == ["bootstrap us-east-1", "deploy sentiment us-east-1"]
