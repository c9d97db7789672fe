"""Experiments of one app that differ from the shipped ones, so that a test of a field needs no synthesis of its own."""

import dataclasses
from pathlib import Path
from typing import Any

from compiler.alarms.settings import AlarmSettings
from compiler.compile import ROOT
from compiler.compiled import CompiledExperiment
from compiler.experiment.job import Job
from compiler.experiment.shadow import Shadow
from compiler.judge.block import Judge
from compiler.layers.build import build_layer
from compiler.layers.lock import read_locks
from tests.stacks.synthesis import judged, sentiment, synthesise

__all__ = ["ORGANISATION", "synthesise_variants"]

ORGANISATION: dict[str, Any] = {
    "@aws-cdk/core:permissionsBoundary": {"name": "boundary"},
    "@aws-cdk/core:bootstrapQualifier": "mlteam",
}
"""Context of the app, as an organisation may set it."""
PRICED = {
    "model": "global.amazon.nova-2-lite-v1:0",
    "requests_per_minute": 1200,
    "input_usd_per_million_tokens": 0.3,
    "output_usd_per_million_tokens": 2.5,
}


def synthesise_variants(outdir: Path) -> Path:
    """Synthesise them without the checks, and return ``outdir``."""
    synthesise([_changed(), *_others()], outdir, ORGANISATION)
    return outdir


def _changed() -> CompiledExperiment:
    """Return an experiment at the stage ``dev``, with a layer that is taken to hold machine code."""
    compiled = sentiment(
        name="changed",
        region="eu-west-1",
        runtime="python3.12",
        architecture="x86_64",
        memory_mb=1769,
        timeout_seconds=300,
        tags={"owner": "nova"},
        alarms=AlarmSettings(email="oncall@example.com", zero_share=0.7),
        layers=["schema"],
    )
    (lock,) = read_locks(["schema"], ROOT, "x")
    layer = dataclasses.replace(build_layer(lock, "arm64", ROOT), architecture="x86_64")
    return dataclasses.replace(compiled, stage="dev", layers=(layer,))


def _others() -> list[CompiledExperiment]:
    """Return some with a price, a second judge, a shadow, and one whose job asks for too much at once."""
    return [
        judged(name="judged", judge=Judge.model_validate(PRICED)),
        judged(name="audited", judge=Judge.model_validate(PRICED | {"second": {"model": "amazon.nova-pro-v1:0"}})),
        sentiment(name="shadowed", shadow=Shadow(reward="gsm8k")),
        sentiment(name="singly", job=Job(batch_size=1), alarms=AlarmSettings(account_concurrency=5000)),
        sentiment(name="hasty", job=Job(max_new_tokens=32768), reserved_concurrency=3),
    ]
