"""Builds the sandbox once and keeps it: locks -> packages + component + host -> bytecode -> .build/sandbox/<digest>.

The folder holds the code of the function that runs programs; on this machine a reward imports from it too. A second
call finds it.
"""

import platform
import shutil
from pathlib import Path
from typing import Final

from compiler.package.bytecode import compile_modules
from compiler.package.kept import publish, unfinished
from compiler.sandbox.child import SHOWN, install
from compiler.sandbox.component import build_component
from compiler.sandbox.digest import KIT, sandbox_digest

__all__ = ["LAMBDA_MACHINE", "build_sandbox", "built_sandbox"]

LAMBDA_MACHINE: Final = "Linux-x86_64"
"""The one machine whose build runs in Lambda: wasmtime's wheels compile for no other machine than their own."""


def built_sandbox(root: Path = KIT) -> Path:
    """Return the folder of the sandbox of these sources on this machine, whether or not it is there."""
    return root.resolve() / ".build" / "sandbox" / f"{sandbox_digest()}-{_machine()}" / "code"


def build_sandbox(root: Path = KIT) -> Path:
    """Return the folder of the sandbox. Build it if it is not there: in seconds if its component is.

    Raises:
        CompileError: its packages cannot be installed, or a step of the build fails.
    """
    folder = built_sandbox(root)
    if folder.is_dir():
        return folder
    kept = folder.parents[1]
    with unfinished(kept) as made:
        code = made / "whole" / "code"
        install("requirements.txt", code)
        package = code / "sandbox"
        shutil.copytree(KIT / "sandbox_src" / "sandbox", package, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        for file in build_component(kept, _machine(), code).iterdir():
            shutil.copy(file, package)
        modules = sorted(path.relative_to(code).as_posix() for path in code.rglob("*.py"))
        compile_modules(code, modules, mounted_at="/var/task", blame=SHOWN)
        publish(code.parent, folder.parent)
    return folder


def _machine() -> str:
    return f"{platform.system()}-{platform.machine()}"
