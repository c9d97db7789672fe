"""The engine of WebAssembly and the component in it: how both are made at build, and loaded at start."""

import hashlib
import platform
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

__all__ = ["COMPONENT", "DIGEST", "Component", "compiled", "load"]

COMPONENT: Final = "component.cwasm"
"""The component, compiled to machine code."""
DIGEST: Final = "component.sha256"
"""64 hex digits over that file, written when it was built."""
LAMBDA_TARGET: Final = "x86_64-unknown-linux-gnu"
"""The processors that Lambda has: without this, the code would use all that the building machine's can do."""


class Component:
    """The component, ready to be instantiated as often as wanted, by any number of threads."""

    def __init__(self, engine: Any, loaded: Any) -> None:
        """Take the engine, and the component that it loaded."""
        self.engine, self.loaded = engine, loaded
        self.wasmtime: Any = import_module("wasmtime")
        self.linker: Any = import_module("wasmtime.component").Linker

    def close(self) -> None:
        """Free it."""
        self.loaded.close()
        self.engine.close()


def compiled(wasm: bytes) -> bytes:
    """Return the machine code of a component."""
    return bytes(import_module("wasmtime.component").Component(_engine(), wasm).serialize())


def load(folder: Path) -> Component:
    """Load the component of a folder.

    Raises:
        ValueError: its file is not the one that was built; loading it would run whatever machine code it holds.
    """
    file = folder / COMPONENT
    with file.open("rb") as code:
        found = hashlib.file_digest(code, "sha256").hexdigest()
    expected = (folder / DIGEST).read_text(encoding="ascii").strip()
    if found != expected:
        raise ValueError(f"{file.name}: got the SHA-256 {found}, expected {expected}; build it anew")
    engine = _engine()
    return Component(engine, import_module("wasmtime.component").Component.deserialize_file(engine, str(file)))


def _engine() -> Any:
    wasmtime: Any = import_module("wasmtime")
    config = wasmtime.Config()
    config.consume_fuel = True
    config.epoch_interruption = True
    if sys.platform == "linux" and platform.machine() == "x86_64":
        # The wheel compiles for another target than its own on no other machine.
        config.target = LAMBDA_TARGET
    return wasmtime.Engine(config)
