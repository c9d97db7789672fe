"""Shared by the stack tests: two apps for the whole run, one with the checks and one without."""

import contextlib
from pathlib import Path
from typing import Any

import pytest

from compiler.alarms.settings import AlarmSettings
from compiler.capacity import experiment_sums
from compiler.network.network import Network
from compiler.roles.job_roles import JobRoles
from tests.stacks.synthesis import (
    FLAGS,
    Synthesised,
    add_network,
    add_roles,
    add_stacks,
    changed_of,
    checked_app,
    read_assembly,
    sentiment,
)
from tests.stacks.synthesis import judged as judged_sentiment
from tests.stacks.variants import synthesise_variants

OPT_INS = {
    "name": "opt-ins",
    "log_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "reserved_concurrency": 20,
    "lambda_insights": True,
    "log_share": 0.05,
    "tracing": True,
}
JUDGE: dict[str, Any] = {"model": "global.amazon.nova-2-lite-v1:0", "requests_per_minute": 1200}
NETWORK: dict[str, Any] = {
    "name": "of-the-tests",
    "vpc_id": "vpc-0123456f",
    "subnet_ids": ["subnet-0123456a", "subnet-0123456b"],
    "security_group_ids": ["sg-0123456c", "sg-0123456d"],
    "endpoints": ["bedrock", "sagemaker", "logs"],
    "cluster_security_group_ids": ["sg-0123456e"],
}
ROLES: dict[str, Any] = {
    "name": "sentiment",
    "kinds": ["bedrock", "training", "serverless", "scorer"],
    "data": ["s3://rows/train/", "s3://held-out/validation.jsonl"],
    "output": "s3://rows/out",
    "kms_key_arns": [OPT_INS["log_kms_key_arn"]],
}
REPOSITORY: str = FLAGS.get("deployFrom", "octo-org/rewards")
HEARD = AlarmSettings(email="oncall@example.com")


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checked app: the experiments, the opt-in stacks, an experiment that opts into everything, and a judged one.

    Fails if a check refuses it. The file ``stderr`` in it holds the words of the app to its user.
    """
    from compiler.experiment.experiment import VpcPlacement
    from compiler.judge.block import Judge
    from compiler.sandbox.block import Sandbox

    placement = VpcPlacement(subnet_ids=["subnet-0123456a", "subnet-0123456b"], security_group_ids=["sg-0123456c"])
    outdir = tmp_path_factory.mktemp("assembly")
    with (outdir / "stderr").open("w", encoding="utf-8") as said, contextlib.redirect_stderr(said):
        app = checked_app({**FLAGS, "deployFrom": REPOSITORY}, str(outdir))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiment_sums, "read_networks", lambda: [Network.model_validate(NETWORK)])
        add_stacks(app, sentiment(**OPT_INS, vpc=placement))
    add_stacks(app, judged_sentiment(name="judged", judge=Judge(**JUDGE), alarms=HEARD))
    add_stacks(app, changed_of("code", name="isolated", sandbox=Sandbox(isolated_network=True)))
    add_network(app, Network.model_validate(NETWORK))
    add_roles(app, JobRoles.model_validate(ROLES), "dev")
    app.synth()
    return outdir


@pytest.fixture(scope="session")
def stack(assembly: Path) -> Synthesised:
    """The stack of ``sentiment``."""
    return read_assembly(assembly, "NovaReward-sentiment")


@pytest.fixture(scope="session")
def opted_in(assembly: Path) -> Synthesised:
    """The stack that opts into a key, a VPC, reserved concurrency and Lambda Insights."""
    return read_assembly(assembly, "NovaReward-opt-ins")


@pytest.fixture(scope="session")
def judged(assembly: Path) -> Synthesised:
    """The stack of a reward that a model judges, through a global profile."""
    return read_assembly(assembly, "NovaReward-judged")


@pytest.fixture(scope="session")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app of ``variants.py``, which no check looks at."""
    return synthesise_variants(tmp_path_factory.mktemp("variants"))


@pytest.fixture(scope="session")
def changed(variants: Path) -> Synthesised:
    """The stack of an experiment with another value in every field that the stack shows, at the stage ``dev``."""
    return read_assembly(variants, "NovaReward-dev-changed")
