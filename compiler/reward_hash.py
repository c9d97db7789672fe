"""The RewardHash: SHA-256 over everything that can change a score, and nothing else."""

import hashlib
import json
from collections.abc import Sequence

from compiler.asset import Asset
from compiler.experiment import Experiment

SCORING_FIELDS = ("reward", "weights", "layers", "on_bad_row", "reply", "runtime", "architecture")
"""Fields of an experiment that the hash covers. A field that is added to ``Experiment`` is not covered until
it stands here."""


def reward_hash(experiment: Experiment, asset: Asset, layers: Sequence[str] = ()) -> str:
    """Return 64 hex digits; equal where every asset file, scoring field and layer is equal.

    ``layers`` are the names of built layers, which end in a digest of all that decides on their bytes.
    """
    canonical = {
        "files": [[file, _digest((asset.root / file).read_bytes())] for file in asset.files],
        "layers": list(layers),
        "settings": experiment.model_dump(mode="json", include=set(SCORING_FIELDS)),
    }
    return _digest(json.dumps(canonical, sort_keys=True, separators=(",", ":")).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
