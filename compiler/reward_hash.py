"""The RewardHash: SHA-256 over everything that can change a score, and nothing else."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from compiler.experiment.experiment import Experiment
from compiler.package.asset import Asset
from compiler.package.bytecode import PYTHON, bytecode_digest

SCORING_FIELDS = (
    "reward",
    "weights",
    "layers",
    "on_bad_row",
    "on_failure",
    "neutral_value",
    "max_fallback_share",
    "reply",
    "runtime",
    "architecture",
)
"""Fields of an experiment that the hash covers. A field that is added to ``Experiment`` is not covered until
it stands here."""

JUDGE_SCORING_FIELDS = ("model", "endpoint", "max_tokens", "structured")
"""Likewise of its judge: what is asked of which model, but not how often, how fast, or by which permission."""


SHADOW_SCORING_FIELDS = ("reward",)
"""Likewise of its shadow, whose code runs in the function too: which one, but not on how many samples."""


def reward_hash(experiment: Experiment, asset: Asset, layers: Sequence[str] = ()) -> str:
    """Return 64 hex digits; equal where every asset file, scoring field, layer and compiler is equal.

    ``layers`` are the names of built layers, which end in a digest of all that decides on their bytes.
    """
    covered: dict[str, Any] = {**dict.fromkeys(SCORING_FIELDS, True), "judge": set(JUDGE_SCORING_FIELDS)}
    covered["shadow"] = set(SHADOW_SCORING_FIELDS)
    canonical = {
        "bytecode": bytecode_digest() if experiment.runtime == f"python{PYTHON}" else None,
        "files": [[file, _digest((asset.root / file).read_bytes())] for file in asset.files],
        "layers": list(layers),
        "settings": experiment.model_dump(mode="json", include=covered),
    }
    if experiment.judge is not None and experiment.judge.endpoint is not None:
        # The same name is another model in another region; a Bedrock id is the same model in all.
        canonical["endpoint_region"] = experiment.judge.region or experiment.region
    return _digest(json.dumps(canonical, sort_keys=True, separators=(",", ":")).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
