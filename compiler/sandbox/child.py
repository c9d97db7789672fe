"""The children of a build: packages installed by a lock, and programs that import those packages alone."""

import sys
from pathlib import Path
from typing import Final

from compiler.errors import CompileError
from compiler.package.child import finish
from compiler.sandbox.digest import KIT

__all__ = ["SHOWN", "install", "run"]

SHOWN: Final = "sandbox_src"


def install(lock: str, target: Path) -> None:
    """Install the packages of a lock of ``sandbox_src`` in a folder. Raises ``CompileError`` if that fails."""
    uv = Path(sys.executable).with_name("uv")
    if not uv.is_file():
        raise CompileError(f"{SHOWN}/{lock}: uv: got none beside {sys.executable}, expected it; run `make setup`")
    finish(
        [
            *(str(uv), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--link-mode", "copy", "--no-installer-metadata", "--no-config", "--python", sys.executable),
            *("--target", target, "--requirements", KIT / "sandbox_src" / lock),
        ],
        failure=f"{SHOWN}/{lock}: its packages could not be installed",
        expected="expected a wheel with a listed hash for this machine, and a package index within reach; check the "
        "network, or run `make lock` if the requirements changed",
    )
    for unused in (target / ".lock", *target.glob("*.dist-info/RECORD")):
        unused.unlink(missing_ok=True)


def run(path: list[Path], program: str, *arguments: str, step: str) -> None:
    """Run a program in a child process whose packages are those in ``path``. Raises ``CompileError`` if it fails."""
    start = f"import sys; sys.path[:0] = {[str(each) for each in path]!r}\n{program}"
    finish(
        [sys.executable, "-I", "-B", "-c", start, *arguments],
        failure=f"{SHOWN}: {step} could not be built",
        expected="expected the pinned packages to build it; if sandbox_src was edited, correct it",
    )
