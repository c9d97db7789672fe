"""``Asset``: the files of ``lambda_src`` that go into one experiment's function, and their size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.errors import CompileError
from compiler.layers.built import BuiltLayer
from compiler.package.zipped import zipped_bytes

MB = 1024 * 1024
MAX_ZIPPED_BYTES = 50 * MB
"""Largest deployment package, zipped (Lambda quotas)."""
MAX_UNZIPPED_BYTES = 250 * MB
"""Largest deployment package, unzipped, including layers (Lambda quotas)."""
_LEFTOVER = re.compile(
    r"~\d*$|\.(?:orig|rej|bak|backup|old|save|sav|sw[a-p]|tmp|temp|patch|diff|ipynb|mine|r\d+)$"
    r"|\.(?:BASE|LOCAL|REMOTE|BACKUP)\b",
    re.IGNORECASE,
)
"""Files that editors, merges, patches and notebooks leave beside a reward; none is part of it."""


@dataclass(frozen=True)
class Asset:
    """The code of one function."""

    root: Path
    """The ``lambda_src`` folder."""
    files: tuple[str, ...]
    """Paths relative to ``root`` with forward slashes, sorted."""

    @property
    def unzipped_bytes(self) -> int:
        """Sum of the files' sizes, in bytes."""
        return sum((self.root / file).stat().st_size for file in self.files)

    @property
    def zipped_bytes(self) -> int:
        """Size of a deflated archive of the files, in bytes."""
        return zipped_bytes(self.root, self.files)


def collect_asset(lambda_src: Path, *rewards: str) -> Asset:
    """Return the files that ``rewards`` need in Lambda: the handler, the whole runtime, and the rewards' own files.

    Files of other rewards are left out, so that editing one cannot change this experiment's hash.
    """
    found = [
        lambda_src / "handler.py",
        *(lambda_src / "reward_runtime").rglob("*.py"),
        lambda_src / "rewards" / "__init__.py",
        *(file for reward in rewards for file in _own_files(lambda_src / "rewards", reward)),
    ]
    paths = (path.relative_to(lambda_src) for path in found if path.is_file())
    return Asset(lambda_src, tuple(sorted(path.as_posix() for path in paths if not _is_hidden(path))))


def check_size(asset: Asset, reward: str, layers: Sequence[BuiltLayer] = ()) -> None:
    """Raise ``CompileError`` if the asset, or the asset and its layers unzipped, exceed a limit of Lambda."""
    in_layers = sum(layer.unzipped_bytes for layer in layers)
    if layers and asset.unzipped_bytes + in_layers > MAX_UNZIPPED_BYTES:
        raise CompileError(
            f"reward {reward!r}: its layers are too large for Lambda: got {in_layers / MB:.1f} MB unzipped "
            f"({', '.join(layer.lock.name for layer in layers)}) and {asset.unzipped_bytes / MB:.1f} MB of code, "
            f"expected at most {MAX_UNZIPPED_BYTES // MB} MB together; leave out a layer"
        )
    sizes = (
        ("unzipped", asset.unzipped_bytes, MAX_UNZIPPED_BYTES),
        ("zipped", asset.zipped_bytes, MAX_ZIPPED_BYTES),
    )
    for form, size, limit in sizes:
        if size > limit:
            raise CompileError(
                f"reward {reward!r}: its code is too large for Lambda: got {size / MB:.1f} MB {form} "
                f"({len(asset.files)} files), expected at most {limit // MB} MB; "
                f"make the files lambda_src/rewards/{reward}.* smaller"
            )


def _own_files(rewards: Path, reward: str) -> Iterator[Path]:
    beside = (path for path in rewards.iterdir() if path.name.startswith(f"{reward}."))
    return (path for path in beside if not _LEFTOVER.search(path.name))


def _is_hidden(path: Path) -> bool:
    return path.suffix == ".pyc" or any(part.startswith(".") or part == "__pycache__" for part in path.parts)
