"""A region of the local target is bootstrapped once, however many commands run at once."""

import threading
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rft.local import bootstrap
from rft.local.target import LocalTarget


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
