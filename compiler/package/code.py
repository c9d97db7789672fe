"""A function's code as it is deployed: the asset's files, and bytecode of Lambda's Python beside each module.

One tree is kept for each state of ``lambda_src``. Starting the bytecode compiler takes about 3 s; this way it starts
once and serves every experiment until the next edit.
"""

import shutil
from pathlib import Path

from compiler.compiled import CompiledExperiment
from compiler.package.asset import Asset
from compiler.package.bytecode import PYTHON, bytecode_digest, bytecode_of, compile_modules
from compiler.package.fingerprint import fingerprint
from compiler.package.kept import publish, unfinished

__all__ = ["deployed_code"]


def deployed_code(compiled: CompiledExperiment) -> Asset:
    """Return the files that go to Lambda, readable by everybody. Only those for python3.13 hold bytecode.

    Raises:
        CompileError: the bytecode compiler is missing or fails.
    """
    asset, tree = compiled.asset, _tree(compiled.asset.root)
    if compiled.experiment.runtime != f"python{PYTHON}":
        return Asset(tree, asset.files)
    bytecode = [bytecode_of(file) for file in asset.files if file.endswith(".py")]
    return Asset(tree, tuple(sorted([*asset.files, *bytecode])))


def _tree(lambda_src: Path) -> Path:
    """Return the kept tree of this state of ``lambda_src``; build it if it is not there."""
    kept = lambda_src.parent / ".build" / "code"
    tree = kept / _fingerprint(lambda_src, _files(lambda_src))
    if tree.is_dir():
        return tree
    with unfinished(kept) as made:
        copy = shutil.copytree(lambda_src, made / "code", ignore=shutil.ignore_patterns("__pycache__", ".*"))
        files = _files(copy)
        # Of the copy, because somebody may have saved a file meanwhile.
        tree = kept / _fingerprint(copy, files)
        if not tree.is_dir():
            modules = [file for file in files if file.endswith(".py") and _is_python(copy / file)]
            compile_modules(copy, modules, mounted_at="/var/task", blame="lambda_src")
            publish(copy, tree)
    return tree


def _files(root: Path) -> list[str]:
    """Return the files to deploy, sorted, with forward slashes."""
    paths = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in paths
        if not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    )


def _is_python(module: Path) -> bool:
    """Return False for a file that does not parse: another reward may be half written, this one loaded already."""
    try:
        compile(module.read_bytes(), module.name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _fingerprint(root: Path, files: list[str]) -> str:
    """Return 16 hex digits over the files' paths and bytes, and over the bytecode compiler."""
    contents = (part for file in files for part in (file.encode(), (root / file).read_bytes()))
    return fingerprint([bytecode_digest().encode(), *contents])
