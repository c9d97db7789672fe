"""The RewardHash: SHA-256 over everything that can change a score, and over nothing else."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from compiler.experiment.experiment import Experiment
from compiler.judge.omitted_fields import omitted_fields
from compiler.package.asset import Asset
from compiler.package.bytecode import PYTHON, bytecode_digest
from compiler.sandbox.digest import sandbox_digest

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

JUDGE_SCORING_FIELDS = ("model", "endpoint", "inference_component", "guardrail", "max_tokens", "structured")
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
    canonical: dict[str, Any] = {
        "bytecode": bytecode_digest() if experiment.runtime == f"python{PYTHON}" else None,
        "files": [[file, _digest((asset.root / file).read_bytes())] for file in asset.files],
        "layers": list(layers),
        "settings": experiment.model_dump(mode="json", include=covered),
    }
    if experiment.sandbox is not None:
        canonical["sandbox"] = sandbox_digest()
    judge = experiment.judge
    if judge is not None:
        # Not the field itself: without it, the known models decide which fields are left out.
        canonical["omitted"] = omitted_fields(judge)
    if judge is not None and judge.second is not None:
        # The model alone, without its share and pace (decision 29). Without one, the hash is as if there were none.
        canonical["second"] = judge.second.model
    if judge is not None and (judge.endpoint is not None or judge.guardrail is not None):
        # The name of an endpoint or a guardrail means another one in another region; a model's id does not.
        canonical["judge_region"] = judge.region or experiment.region
    return _digest(json.dumps(canonical, sort_keys=True, separators=(",", ":")).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
