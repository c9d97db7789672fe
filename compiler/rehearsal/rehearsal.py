"""Rehearses a reward on its own data, in a process of its own: reward and data -> ``Rehearsal``, or a CompileError.

A successful rehearsal is kept in this repository's ``.build/rehearsed``, under a hash of its dependencies.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from compiler.errors import CompileError
from compiler.package.asset import Asset
from compiler.package.fingerprint import fingerprint
from compiler.rehearsal.process import run

__all__ = ["Rehearsal", "attack_reward", "rehearse"]

_HERE: Final = Path(__file__).resolve().parent
_KEPT: Final = _HERE.parents[1] / ".build" / "rehearsed"
_LONGEST_SECONDS: Final = 900
"""Longest attack."""
_MOST_SHOWN: Final = 5
"""Findings in one message."""


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsal without a finding."""

    seconds: float
    """Time it took beside its imports."""
    rows: int = 0
    """Rows of the data. 0 if there is no file, and then nothing was scored."""
    responses: int = 0
    """Responses scored, variants of right and wrong answers included."""
    import_fault: str = ""
    """Place and type of the exception that ended the import. Loading the reward tells it better, if it raises again."""
    dangers: tuple[str, ...] = ()
    """High and critical findings of the quick attack, a line each."""


def rehearse(
    name: str, asset: Asset, weights: Mapping[str, float], *, layers: Sequence[Path] = (), bytecode: Path | None = None
) -> Rehearsal:
    """Return the rehearsal of one reward.

    Args:
        name: the reward's file in ``rewards/`` without ``.py``. Its data is in ``data/`` beside ``lambda_src``.
        asset: the files that go to Lambda.
        weights: the experiment's.
        layers: folders of third-party packages for this machine, each in a folder whose name ends in their digest.
        bytecode: folder of this machine's bytecode.

    Raises:
        CompileError: a line for each fault: the author's file and line, the sample, and the remedy.
    """
    data = asset.root.parent / "data"
    kept = _KEPT / _fingerprint(name, asset, weights, layers, data)
    if kept.is_file():
        known = json.loads(kept.read_text(encoding="utf-8"))
        return Rehearsal(**known | {"dangers": tuple(known["dangers"])})
    result = run(_task(name, asset, weights), asset.root, layers, bytecode)
    findings: list[str] = result.pop("findings")
    dangers = tuple(map(_danger, result.pop("attack", {}).get("findings", ())))
    if findings:
        more = [f"and {len(findings) - _MOST_SHOWN} more"] if len(findings) > _MOST_SHOWN else []
        raise CompileError("\n".join([*findings[:_MOST_SHOWN], *more]))
    rehearsal = Rehearsal(**result, dangers=tuple(each for each in dangers if each))
    if rehearsal.import_fault:
        return rehearsal
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(asdict(rehearsal)), encoding="utf-8")
    return rehearsal


def attack_reward(
    name: str,
    asset: Asset,
    weights: Mapping[str, float],
    depth: str,
    seed: int,
    *,
    layers: Sequence[Path] = (),
    bytecode: Path | None = None,
) -> dict[str, Any]:
    """Rehearse one reward and attack it, and return ``findings`` of the rehearsal and ``attack``, as JSON.

    Args:
        name: as for ``rehearse``, and so for the next two, the layers and the bytecode.
        asset: the files.
        weights: the experiment's.
        depth: see ``compiler.attack.engine.Depth``.
        seed: of the attack.
        layers: folders of packages.
        bytecode: folder of this machine's bytecode.
    """
    attack = {"depth": depth, "seed": seed, "always": True}
    return run(_task(name, asset, weights) | {"attack": attack}, asset.root, layers, bytecode, _LONGEST_SECONDS)


def _task(name: str, asset: Asset, weights: Mapping[str, float]) -> dict[str, Any]:
    return {
        "lambda_src": str(asset.root),
        "reward": name,
        "data": str(asset.root.parent / "data"),
        "weights": dict(weights),
        "files": asset.files,
        "attack": {"depth": "quick", "seed": 0, "always": False},
    }


def _danger(finding: Mapping[str, Any]) -> str:
    """Return a high or critical finding as a line; nothing for any other."""
    severity = str(finding["severity"])
    return f"{severity}: {finding['name']} {finding['says']}" if severity in ("high", "critical") else ""


def _fingerprint(name: str, asset: Asset, weights: Mapping[str, float], layers: Sequence[Path], data: Path) -> str:
    code = [asset.root / file for file in asset.files]
    rows = [file for file in (data / f"{name}.jsonl", data / f"{name}.responses.jsonl") if file.is_file()]
    rehearsal = sorted([*_HERE.rglob("*.py"), *(_HERE.parent / "attack").rglob("*.py")])
    settings = [name, json.dumps(dict(weights), sort_keys=True), sys.version, *(layer.parent.name for layer in layers)]
    files = (part for file in (*code, *rows, *rehearsal) for part in (file.name.encode(), file.read_bytes()))
    return fingerprint([*(setting.encode() for setting in settings), *files])
