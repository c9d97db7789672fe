"""``LayerLock``: the declaration of a layer, a folder in ``layers/`` with a hash-locked requirements.txt."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.errors import CompileError, alternatives

__all__ = ["LayerLock", "layer_names", "read_locks"]


@dataclass(frozen=True)
class LayerLock:
    """One layer's packages, pinned by version and hash."""

    name: str
    """Name of the folder in ``layers/``."""
    file: Path
    """The requirements.txt."""

    @property
    def digest(self) -> str:
        """64 hex digits: SHA-256 of the file."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()

    @property
    def shown_as(self) -> str:
        """The file's path in messages."""
        return f"layers/{self.name}/requirements.txt"


def layer_names(root: Path) -> list[str]:
    """Return the names of all layers, sorted."""
    return sorted(file.parent.name for file in (root / "layers").glob("*/requirements.txt"))


def read_locks(names: Sequence[str], root: Path, asked_by: str) -> tuple[LayerLock, ...]:
    """Return the locks of ``names``, in their order.

    Raises:
        CompileError: there is no layer with one of the names.
    """
    known = layer_names(root)
    for name in names:
        if name not in known:
            raise CompileError(
                f"{asked_by}: layers: got {name!r}, expected the name of a folder layers/<name>/ with a "
                f"requirements.txt; {alternatives(name, known)}"
            )
    return tuple(LayerLock(name, root.resolve() / "layers" / name / "requirements.txt") for name in names)
