"""`cdk bootstrap` of the local target: once for each region, however many commands run at once."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from botocore.exceptions import ClientError

from rft.local import cdk
from rft.local.clients import client
from rft.local.target import LocalTarget

_STACK: Final = "CDKToolkit"
_DONE: Final = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def ensure_bootstrapped(target: LocalTarget, region: str) -> None:
    """Bootstrap a region of the target, unless that is done. A second command waits until the first one has done it."""
    with _locked(target):
        if not _is_done(client(target, "cloudformation", region)):
            cdk.bootstrap(target, region)


def _is_done(stacks: Any) -> bool:
    try:
        return stacks.describe_stacks(StackName=_STACK)["Stacks"][0]["StackStatus"] in _DONE
    except ClientError:
        return False


@contextmanager
def _locked(target: LocalTarget) -> Generator[None]:
    target.home.mkdir(parents=True, exist_ok=True)
    with (target.home / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
