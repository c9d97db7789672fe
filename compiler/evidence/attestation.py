"""``Attestation``: the findings of an attack, kept in ``evidence/<experiment>/attack.json`` with their dependencies."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from compiler.package.asset import Asset
from compiler.package.fingerprint import fingerprint

__all__ = ["Attestation", "attack_file", "attack_key", "read_attestation", "write_attestation"]

_KINDS: Final = "reward_runtime.answers."


@dataclass(frozen=True)
class Attestation:
    """A kept attack."""

    key: str
    """See ``attack_key``."""
    date: str
    """Of the attack: ``2026-11-28``."""
    depth: str
    seed: int
    rows: int
    responses: int
    calibrated: bool
    judge: str
    """Who judged; empty if nobody did."""
    worst: str
    """The worst severity in lower case; empty if there was no finding above info."""
    findings: tuple[str, ...]
    """``severity: name`` of each above info, the worst first."""


def attack_file(root: Path, experiment: str) -> Path:
    """Return the file of an experiment's attestation."""
    return root / "evidence" / experiment / "attack.json"


def attack_key(asset: Asset, reward: str, weights: Mapping[str, float]) -> str:
    """Return a digest of the main dependencies of an attack's findings: if one changes, the attack must be repeated.

    That is the reward's own files, its weights, and the modules of ``reward_runtime.answers`` that its file names: its
    kind of answer. Of these the code counts and no comment. The rest of the runtime does not count, because the quick
    attack runs at every synth.
    """
    own = [file for file in asset.files if file.startswith(f"rewards/{reward}.")]
    parts = [part for file in own for part in (file.encode(), (asset.root / file).read_bytes())]
    named = sorted(set(_named(asset.root, asset.root / f"rewards/{reward}.py")))
    code = [part for path in named for part in (path.name.encode(), _code(path))]
    return fingerprint([json.dumps(dict(weights), sort_keys=True).encode(), *parts, *code])


def read_attestation(file: Path) -> Attestation | None:
    """Return the kept attack; ``None`` if there is none that can be read."""
    try:
        value: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        value["findings"] = tuple(value["findings"])
        return Attestation(**value)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_attestation(file: Path, attestation: Attestation) -> None:
    """Write the attestation; raises ``OSError`` if it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(attestation), indent=2) + "\n", encoding="utf-8")


def _named(root: Path, file: Path) -> Iterator[Path]:
    """Yield the files of the kinds of answers that a reward's file names."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_KINDS):
            path = root.joinpath(*str(node.module).split("."))
            yield from (each for each in (path.with_suffix(".py"), path / "__init__.py") if each.is_file())


def _code(path: Path) -> bytes:
    """Return a module's code without comments, docstrings and places."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [each for each in node.body if not _is_text(each)]
    return ast.dump(tree).encode()


def _is_text(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
