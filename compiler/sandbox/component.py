"""Builds the component once and keeps it: guest and locks -> .build/sandbox/component-<digest>, machine code.

Kept apart from the code around it, because it takes half a minute and changes with the guest and its packages alone.
"""

import shutil
import sys
from pathlib import Path
from typing import Final

from compiler.package.kept import publish, unfinished
from compiler.sandbox.child import install, run
from compiler.sandbox.digest import KIT, component_digest

__all__ = ["build_component", "built_component"]

_COMPONENTIZE: Final = "import sys; from componentize_py import script; sys.argv[0] = 'componentize-py'; script()"
_COMPILE: Final = """
import hashlib, pathlib, sys
from sandbox.engine import COMPONENT, DIGEST, compiled
code, folder = compiled(pathlib.Path(sys.argv[1]).read_bytes()), pathlib.Path(sys.argv[2])
(folder / COMPONENT).write_bytes(code)
(folder / DIGEST).write_text(hashlib.sha256(code).hexdigest() + "\\n", encoding="ascii")
"""


def built_component(kept: Path, machine: str, kit: Path = KIT) -> Path:
    """Return the folder inside ``kept`` of the component of these sources, whether or not it is there."""
    return kept / f"component-{component_digest(kit)}-{machine}"


def build_component(kept: Path, machine: str, packages: Path) -> Path:
    """Return the folder of the component and its digest. Build it if it is not there.

    Args:
        kept: the folder that keeps it.
        machine: system and processor of this machine.
        packages: folder with the installed packages of ``requirements.txt``, whose engine compiles it.

    Raises:
        CompileError: its packages cannot be installed, or a step of the build fails.
    """
    folder = built_component(kept, machine)
    if folder.is_dir():
        return folder
    sys.stderr.write("sandbox: building its component, once; this takes half a minute\n")
    with unfinished(kept) as made:
        tools, whole = made / "tools", made / "whole"
        whole.mkdir()
        install("build.txt", tools)
        wasm = _component(tools, made / "component.wasm")
        run([packages, KIT / "sandbox_src"], _COMPILE, str(wasm), str(whole), step="its machine code")
        publish(whole, folder)
    return folder


def _component(tools: Path, wasm: Path) -> Path:
    guest = KIT / "sandbox_src" / "guest"
    # Copied, because the tool writes bytecode beside the modules that it imports.
    copy = shutil.copytree(guest, wasm.parent / "guest", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    named = ("-d", str(copy / "sandbox.wit"), "-w", "guest")
    run(
        [tools],
        _COMPONENTIZE,
        *(*named, "componentize", "--stub-wasi", "-p", str(copy), "app", "-o", str(wasm)),
        step="its component",
    )
    return wasm
