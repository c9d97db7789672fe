"""The RewardHash: SHA-256 over everything that can change a score, and over nothing else."""

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
"""Fields of an experiment that the hash covers. A new field of ``Experiment`` is not covered until it is added here."""

JUDGE_SCORING_FIELDS = ("model", "endpoint", "max_tokens", "structured")
"""The same for its judge: the question and the model, but not how often, how fast, or with which permission."""

SHADOW_SCORING_FIELDS = ("reward",)
"""The same for its shadow, whose code runs in the function too: the reward, but not its share of the samples."""


def reward_hash(experiment: Experiment, asset: Asset, layers: Sequence[str] = ()) -> str:
    """Return 64 hex digits. They are equal if all asset files, scoring fields, layers and the compiler are equal.

    Args:
        experiment: the file's content.
        asset: the files that go to Lambda.
        layers: folder names of the built layers. Each ends in a digest of everything that decides on its bytes.
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
        # An endpoint's name means another model in another region. A Bedrock id means the same model everywhere.
        canonical["endpoint_region"] = experiment.judge.region or experiment.region
    return _digest(json.dumps(canonical, sort_keys=True, separators=(",", ":")).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
