"""A function's code as it is deployed: the asset's files, and bytecode of Lambda's Python beside each module.

One tree is kept for each state of ``lambda_src``, so that one start of the compiler, some 3 s, serves every
experiment until the next edit.
"""

import hashlib
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.compiled import CompiledExperiment
from compiler.package.asset import Asset
from compiler.package.bytecode import PYTHON, bytecode_digest, bytecode_of, compile_modules

__all__ = ["deployed_code"]


def deployed_code(compiled: CompiledExperiment) -> Asset:
    """Return what goes to Lambda; on a runtime other than python3.13 the asset itself, without bytecode.

    Raises:
        CompileError: the compiler is missing or fails.
    """
    asset = compiled.asset
    if compiled.experiment.runtime != f"python{PYTHON}":
        return asset
    bytecode = [bytecode_of(file) for file in asset.files if file.endswith(".py")]
    return Asset(_tree(asset.root), tuple(sorted([*asset.files, *bytecode])))


def _tree(lambda_src: Path) -> Path:
    kept = lambda_src.parent / ".build" / "code"
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".unfinished-", dir=kept) as made:
        copy = shutil.copytree(lambda_src, Path(made, "code"), ignore=shutil.ignore_patterns("__pycache__", ".*"))
        files = sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file())
        tree = kept / _digest(copy, files)
        if not tree.is_dir():
            modules = [file for file in files if file.endswith(".py") and _is_python(copy / file)]
            compile_modules(copy, modules, mounted_at="/var/task", blame="lambda_src")
            _publish(copy, tree)
    return tree


def _is_python(module: Path) -> bool:
    """Another reward may be half written; this one has been loaded already."""
    try:
        compile(module.read_bytes(), module.name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _publish(made: Path, tree: Path) -> None:
    try:
        made.rename(tree)
    except OSError:
        # Another process compiled the same files first; its bytes are the same.
        if not tree.is_dir():
            raise


def _digest(root: Path, files: list[str]) -> str:
    """Return 16 hex digits over the files' paths and bytes, and the compiler."""
    parts = [bytecode_digest().encode()]
    for file in files:
        parts += [file.encode(), (root / file).read_bytes()]
    return hashlib.sha256(b"".join(b"%d:" % len(part) + part for part in parts)).hexdigest()[:16]
