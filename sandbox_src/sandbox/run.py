"""One run of a program for one case, in an instance of its own: program and case -> ``Ran``."""

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

from sandbox.engine import Component
from sandbox.memory import written_bytes

__all__ = ["CASE_FUEL", "MEMORY_BYTES", "MOST_REPLY", "BrokenSandbox", "Ran", "run"]

CASE_FUEL: Final = 5_000_000_000
"""Instructions of WebAssembly for one case: some 8 million steps of a Python loop. Equal on every machine."""
MEMORY_BYTES: Final = 256 * 1024 * 1024
"""Memory of one instance. Python itself takes about 20 MB of it."""
MOST_REPLY: Final = 300_000
"""Characters of the guest's longest reply. It ends a program's output at 64 KB itself, but a program can undo that."""
_DEEPEST: Final = 250
"""Lists and objects within each other in the guest's reply; it writes values of at most 60."""
_OUTCOMES: Final = frozenset(
    {"done", "uncompiled", "no_function", "exited", "too_much_output", "out_of_memory", "raised"}
)
_TRAPS: Final = (
    ("all fuel consumed", "out_of_fuel"),
    ("call stack exhausted", "too_deep"),
    ("wasm trap: interrupt", "out_of_time"),
)


class BrokenSandbox(Exception):
    """No instance could be made: the machine is at fault, not the program."""


class Ran(NamedTuple):
    """The result of one run."""

    outcome: str
    """``done``, or why it ended otherwise."""
    value: object = None
    """The returned value, as the guest writes values; ``None`` for a case of standard input."""
    stdout: str | None = None
    """The output; ``None`` for a call."""
    error: str = ""
    """Name of the exception's type, if the program raised one."""
    fuel: int = 0
    """Instructions used."""
    milliseconds: float = 0.0
    """Time that it took, which depends on the machine."""
    memory_bytes: int = 0
    """Most memory that the instance had, Python's own included; 0 if this machine does not tell."""


def run(component: Component, program: str, case: Mapping[str, object], fuel: int = CASE_FUEL) -> Ran:
    """Run a program once.

    Args:
        component: the component that runs it.
        program: Python source.
        case: ``stdin``, or ``call``, ``args`` and ``kwargs``; no result is expected here.
        fuel: instructions that it may use.

    Raises:
        BrokenSandbox: no instance could be made.
    """
    started, nonce, before = time.perf_counter(), secrets.token_hex(16), written_bytes()
    task = json.dumps({**case, "program": program, "nonce": nonce})
    try:
        store, entry = _instance(component, fuel)
    except Exception as fault:
        raise BrokenSandbox(f"no instance could be made: {type(fault).__name__}") from fault
    try:
        said = entry(store, task)
    except Exception as trap:  # noqa: BLE001 - whatever ends a run that had begun is the program's doing
        ran = Ran(_trapped(str(trap)))
    else:
        ran = _read(said, nonce, "value" if "call" in case else "stdout")
    milliseconds = (time.perf_counter() - started) * 1000
    used = fuel - int(store.get_fuel())
    # A WebAssembly memory never shrinks: its size at the end is the most that it had.
    memory = min(MEMORY_BYTES, max(0, written_bytes() - before))
    store.close()
    return ran._replace(fuel=used, milliseconds=round(milliseconds, 2), memory_bytes=memory)


def _instance(component: Component, fuel: int) -> tuple[Any, Any]:
    store = component.wasmtime.Store(component.engine)
    store.set_limits(memory_size=MEMORY_BYTES)
    store.set_fuel(fuel)
    # The engine's clock moves once, when the invocation's time is up.
    store.set_epoch_deadline(1)
    # A linker without a definition: a component that wanted anything of the host could not be instantiated.
    instance = component.linker(component.engine).instantiate(store, component.loaded)
    return store, instance.get_func(store, "run")


def _too_deep(value: object) -> bool:
    """Return whether code that follows a value down its parts may run out of stack."""
    level = [value]
    for _ in range(_DEEPEST):
        lists = [cast("list[object]", each) for each in level if isinstance(each, list)]
        objects = [cast("dict[str, object]", each) for each in level if isinstance(each, dict)]
        level = [inner for each in (*lists, *(each.values() for each in objects)) for inner in each]
        if not level:
            return False
    return True


def _trapped(message: str) -> str:
    return next((outcome for words, outcome in _TRAPS if words in message), "trapped")


def _read(said: object, nonce: str, result: str) -> Ran:
    """Read the guest's reply. A program may have forged it, so a reply in any other form is no result."""
    if not isinstance(said, str) or len(said) > MOST_REPLY:
        return Ran("too_much_output")
    try:
        reply: object = json.loads(said)
    except (ValueError, RecursionError):
        return Ran("forged")
    return _ran(cast("dict[str, object]", reply), nonce, result) if isinstance(reply, dict) else Ran("forged")


def _ran(fields: Mapping[str, object], nonce: str, result: str) -> Ran:
    """Return the content of an object, if it holds only the outcome and the result that the case asks for."""
    outcome, error, value = fields.get("outcome"), fields.get("error", ""), fields.get(result)
    if fields.get("nonce") != nonce or not isinstance(outcome, str) or outcome not in _OUTCOMES:
        return Ran("forged")
    named = error if isinstance(error, str) and error.isidentifier() and len(error) <= 60 else ""
    if outcome != "done":
        return Ran(outcome, error=named)
    if result == "stdout":
        return Ran(outcome, stdout=value) if isinstance(value, str) else Ran("forged")
    # None is a value of its own, and not the lack of one.
    return Ran("forged") if result not in fields or _too_deep(value) else Ran(outcome, value)
