"""Builds the sandbox once and keeps it: locks -> component -> machine code -> bytecode -> .build/sandbox/<digest>.

The folder holds the code of the function that runs programs; on this machine a reward imports from it too. A second
call finds it.
"""

import platform
import shutil
import sys
from pathlib import Path
from typing import Final

from compiler.errors import CompileError
from compiler.package.bytecode import compile_modules
from compiler.package.child import finish
from compiler.package.kept import publish, unfinished
from compiler.sandbox.digest import KIT, sandbox_digest

__all__ = ["LAMBDA_MACHINE", "build_sandbox", "built_sandbox"]

LAMBDA_MACHINE: Final = "Linux-x86_64"
"""The one machine whose build runs in Lambda: wasmtime's wheels compile for no other machine than their own."""
_SHOWN: Final = "sandbox_src"
_COMPONENTIZE: Final = "import sys; from componentize_py import script; sys.argv[0] = 'componentize-py'; script()"
_COMPILE: Final = """
import hashlib, pathlib, sys
from sandbox.engine import COMPONENT, DIGEST, compiled
code, folder = compiled(pathlib.Path(sys.argv[1]).read_bytes()), pathlib.Path(sys.argv[2])
(folder / COMPONENT).write_bytes(code)
(folder / DIGEST).write_text(hashlib.sha256(code).hexdigest() + "\\n", encoding="ascii")
"""


def built_sandbox(root: Path = KIT) -> Path:
    """Return the folder of the sandbox of these sources on this machine, whether or not it is there."""
    machine = f"{platform.system()}-{platform.machine()}"
    return root.resolve() / ".build" / "sandbox" / f"{sandbox_digest()}-{machine}" / "code"


def build_sandbox(root: Path = KIT) -> Path:
    """Return the folder of the sandbox. Build it if it is not there, which takes half a minute.

    Raises:
        CompileError: its packages cannot be installed, or a step of the build fails.
    """
    folder = built_sandbox(root)
    if folder.is_dir():
        return folder
    sys.stderr.write("sandbox: building it, once\n")
    with unfinished(folder.parents[1]) as made:
        tools, code = made / "tools", made / "whole" / "code"
        _install("requirements.txt", code)
        _install("build.txt", tools)
        package = code / "sandbox"
        shutil.copytree(KIT / "sandbox_src" / "sandbox", package, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        wasm = _component(tools, made / "component.wasm")
        _child([code], _COMPILE, str(wasm), str(package), step="its machine code")
        modules = sorted(path.relative_to(code).as_posix() for path in code.rglob("*.py"))
        compile_modules(code, modules, mounted_at="/var/task", blame=_SHOWN)
        publish(code.parent, folder.parent)
    return folder


def _install(lock: str, target: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    if not uv.is_file():
        raise CompileError(f"{_SHOWN}/{lock}: uv: got none beside {sys.executable}, expected it; run `make setup`")
    finish(
        [
            *(str(uv), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--link-mode", "copy", "--no-installer-metadata", "--no-config", "--python", sys.executable),
            *("--target", target, "--requirements", KIT / "sandbox_src" / lock),
        ],
        failure=f"{_SHOWN}/{lock}: its packages could not be installed",
        expected="expected a wheel with a listed hash for this machine, and a package index within reach; check the "
        "network, or run `make lock` if the requirements changed",
    )
    for unused in (target / ".lock", *target.glob("*.dist-info/RECORD")):
        unused.unlink(missing_ok=True)


def _component(tools: Path, wasm: Path) -> Path:
    guest = KIT / "sandbox_src" / "guest"
    # Copied, because the tool writes bytecode beside what it imports.
    copy = shutil.copytree(guest, wasm.parent / "guest", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    named = ("-d", str(copy / "sandbox.wit"), "-w", "guest")
    _child(
        [tools],
        _COMPONENTIZE,
        *(*named, "componentize", "--stub-wasi", "-p", str(copy), "app", "-o", str(wasm)),
        step="its component",
    )
    return wasm


def _child(path: list[Path], program: str, *arguments: str, step: str) -> None:
    """Run a program in a child process whose packages are those in ``path`` alone."""
    start = f"import sys; sys.path[:0] = {[str(each) for each in path]!r}\n{program}"
    finish(
        [sys.executable, "-I", "-B", "-c", start, *arguments],
        failure=f"{_SHOWN}: {step} could not be built",
        expected="expected the pinned packages to build it; if sandbox_src was edited, mend it",
    )
