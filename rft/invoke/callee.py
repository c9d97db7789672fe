"""``Callee``: the deployed function that a caller means, named by its experiment or by its ARN."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import boto3
import typer
from botocore.config import Config
from compiler.compile import compile_experiment, experiment_names
from compiler.compiled import CompiledExperiment

from rft.failures import CallError
from rft.lifecycle.place import Place, local_place, remote_place
from rft.lifecycle.stacks import find_stacks
from rft.local.environment import ACCOUNT

__all__ = ["Callee", "agree", "find_callee", "owners"]

_ARN: Final = re.compile(r"arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):function:([A-Za-z0-9_-]{1,64})(:[\w$-]+)?")
_NAME: Final = re.compile(r"SageMaker-reward-(.+)-[0-9a-f]{8}")
_MOST_AT_ONCE: Final = 100
"""Connections that are kept: calls beyond these would wait for one."""


@dataclass(frozen=True)
class Callee:
    """A deployed function, its experiment as the files here have it, and its place."""

    compiled: CompiledExperiment
    place: Place
    arn: str

    def client(self) -> Any:
        """Return a client that calls once: a second try of its own would hide the first one's failure."""
        if self.place.name == "local":
            return self.place.client("lambda")
        patience = self.compiled.experiment.timeout_seconds + 30
        config = Config(read_timeout=patience, retries={"total_max_attempts": 1}, max_pool_connections=_MOST_AT_ONCE)
        session: Any = boto3.Session()
        return session.client("lambda", region_name=self.place.region, config=config)


def find_callee(named: str, stage: str | None, in_aws: bool, locally: bool = False) -> Callee:
    """Return the current function of an experiment, or that of an ARN.

    Raises:
        CallError: it is not deployed there, or the ARN belongs to no experiment here or to another account.
        compiler.errors.CompileError: the experiment does not exist or does not compile.
    """
    if in_aws and locally:
        raise CallError("got --aws and --local, expected one of them")
    if named.startswith("arn:"):
        return _of_arn(named, in_aws)
    compiled = compile_experiment(named, stage=stage)
    place = _place(compiled.experiment.region, in_aws)
    reward = find_stacks(place, compiled.label).reward
    arn = reward.outputs.get("FunctionArn") if reward else None
    if arn is None:
        raise CallError(_not_deployed(compiled, place, stage))
    return Callee(compiled, place, arn)


def _of_arn(arn: str, in_aws: bool) -> Callee:
    found = _ARN.fullmatch(arn)
    if found is None:
        raise CallError(f"got {arn!r}, expected arn:aws:lambda:REGION:ACCOUNT:function:NAME, or an experiment's name")
    region, account, name = found[1], found[2], found[3]
    if not in_aws and account != ACCOUNT:
        raise CallError(f"got a function of the account {account}, expected --aws with it: the local target has none")
    label = _NAME.fullmatch(name)
    owner = next(owners(label[1]), None) if label else None
    if owner is None:
        raise CallError(
            f"got a function named {name!r}, expected SageMaker-reward-LABEL-REVISION with an experiment of "
            f"experiments/ as its label: {', '.join(experiment_names())}"
        )
    place = _place(region, in_aws)
    if account != place.account:
        raise CallError(
            f"got a function of the account {account}, expected one of {place.account}, which your credentials are of; "
            "nothing was called"
        )
    return Callee(compile_experiment(owner[0], stage=owner[1]), place, arn)


def owners(label: str) -> Iterator[tuple[str, str | None]]:
    """Yield each experiment and stage that has this label; an experiment of that very name comes first."""
    names = experiment_names()
    if label in names:
        yield label, None
    stage, _, name = label.partition("-")
    if name in names:
        yield name, stage


def _place(region: str, in_aws: bool) -> Place:
    return remote_place(region) if in_aws else local_place(region)


def _not_deployed(compiled: CompiledExperiment, place: Place, stage: str | None) -> str:
    name = compiled.experiment.name
    staged = f" -c stage={stage}" if stage else ""
    how = f"cdk deploy {compiled.stack_name} -c experiment={name}{staged}"
    if place.name == "local" and stage is None:
        how = f"rft local deploy {name}"
    where = f"in {place.region} of account {place.account}" if place.name == "aws" else "on the local target"
    return f"experiment {name!r}: {compiled.label} is not deployed {where}; deploy it with `{how}`"


def agree(callee: Callee, samples: int, agreed: bool) -> None:
    """Ask before a judge in AWS is asked about this many samples.

    Raises:
        CallError: the caller does not agree.
    """
    if callee.place.name == "local" or not callee.compiled.judged or agreed:
        return
    asked = samples * callee.compiled.questions
    if not typer.confirm(f"This asks the judge about {asked} questions, at its price. Go on?", err=True):
        raise CallError("not agreed; --yes agrees without being asked")
