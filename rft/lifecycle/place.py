"""``Place``: the account and region of an experiment's stacks, in AWS or on the local target."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.config import Config
from compiler import naming
from compiler.compile import experiment_names
from compiler.errors import alternatives
from compiler.experiment.file import read_experiment

from rft.failures import CallError
from rft.local import target
from rft.local.clients import client
from rft.local.environment import ACCOUNT

__all__ = ["Place", "local_place", "named", "remote_place"]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Place:
    """One account and region, which is called with the operator's credentials, or the local target."""

    name: str
    """``local`` or ``aws``."""
    account: str
    """12 digits."""
    region: str
    client: Callable[[str], Any]
    """Service -> boto3 client for this region."""


def local_place(region: str) -> Place:
    """Return the running local target, seen from a region; raises ``CallError`` if none runs."""
    running = target.running()
    return Place("local", ACCOUNT, region, lambda service: client(running, service, region))


def remote_place(region: str) -> Place:
    """Return the account of the operator's credentials.

    Raises:
        botocore.exceptions.BotoCoreError: there are no credentials.
        botocore.exceptions.ClientError: AWS refuses them.
    """
    session: Any = boto3.Session()
    config = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 5})

    def made(service: str) -> Any:
        return session.client(service, region_name=region, config=config)

    return Place("aws", str(made("sts").get_caller_identity()["Account"]), region, made)


def named(experiment: str, stage: str | None, region: str | None) -> tuple[str, str]:
    """Return the label and the region of an experiment, whether its file still exists or not.

    Raises:
        CallError: it is not a name of an experiment, or nothing says its region.
        compiler.errors.CompileError: the stage is not a stage, or the file is wrong in a way that hides the region.
    """
    if not _NAME.fullmatch(experiment):
        raise CallError(f"experiment: got {experiment!r}; {alternatives(experiment, experiment_names())}")
    if region is None and experiment not in experiment_names():
        raise CallError(
            f"experiment {experiment!r}: got no such file in experiments/, expected --region REGION beside the name, "
            f"the region where it was deployed; or {alternatives(experiment, experiment_names())}"
        )
    return naming.label(experiment, stage), region or read_experiment(experiment).region
