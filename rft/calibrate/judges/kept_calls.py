"""``KeptCalls``: answers of judges on disk, so that a question that was paid for is asked once."""

import contextlib
import hashlib
import json
import sqlite3
import time as clock
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from reward_runtime.judge.call import Prompt, Reply, Transport

from rft.failures import CallError
from rft.score.heard import fingerprint

__all__ = ["Call", "CallStore", "KeptCalls"]

_WAITING: Final = 60.0
"""Seconds for which a second calibration waits for the first one to write."""


class Call(NamedTuple):
    """One answered call."""

    reply: Reply
    seconds: float
    made: float
    """When, in seconds of the epoch; 0 if that was not kept."""


class CallStore:
    """The file. Many threads use it at once. An answer is in it as soon as it came, also if the process is killed."""

    def __init__(self, file: Path) -> None:
        """Open or make it; its folder too.

        Raises:
            CallError: it cannot be written, or holds something else.
        """
        self._file, self._lock = file, Lock()
        with self._telling():
            file.parent.mkdir(parents=True, exist_ok=True)
            self._open = sqlite3.connect(file, timeout=_WAITING, check_same_thread=False)
            # A killed process leaves the file whole, and no call waits for the disk.
            self._open.execute("PRAGMA journal_mode = WAL")
            self._open.execute("PRAGMA synchronous = NORMAL")
            self._open.execute("CREATE TABLE IF NOT EXISTS calls (question BLOB PRIMARY KEY, reply TEXT) WITHOUT ROWID")
            self._open.execute("SELECT question, reply FROM calls LIMIT 1").fetchone()

    def get(self, key: bytes) -> Call | None:
        """Return the call; ``None`` if there is none that can be read. Raises ``CallError`` if the file is broken."""
        with self._lock, self._telling():
            held = self._open.execute("SELECT reply FROM calls WHERE question = ?", (key,)).fetchone()
        try:
            return None if held is None else _call(json.loads(held[0]))
        except (ValueError, TypeError):
            return None

    def put(self, key: bytes, call: Call) -> None:
        """Keep a call. Raises ``CallError`` if the file cannot be written."""
        told = json.dumps([*call.reply, call.seconds, round(call.made)])
        with self._lock, self._telling():
            self._open.execute("INSERT OR REPLACE INTO calls VALUES (?, ?)", (key, told))
            self._open.commit()

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    @contextlib.contextmanager
    def _telling(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise CallError(
                f"kept calls: {self._file}: got {error}, expected a file of earlier answers that can be written; end "
                "other calibrations, make room, or remove the file: then its answers are asked for, and paid, again"
            ) from None


def _call(held: list[object]) -> Call:
    """Return the call; before calls had a time, two values stood beside the reply's."""
    size = len(Reply._fields)
    stop, verdict, text, read, written, seconds, made = [*held, 0.0][: size + 2]
    if not (isinstance(stop, str) and isinstance(text, str) and isinstance(read, int) and isinstance(written, int)):
        raise TypeError("no reply")
    if not isinstance(seconds, int | float) or not isinstance(made, int | float):
        raise TypeError("no time")
    return Call(Reply(stop, verdict, text, read, written), float(seconds), float(made))


@dataclass
class KeptCalls:
    """A transport that passes to another one only the calls that are not kept."""

    inner: Transport
    store: CallStore
    judge: str
    """Model and settings: everything that decides on a reply beside the prompt."""
    time: int
    """How often the same was asked before: 0 for the first time. Each time is kept for itself."""
    seconds: list[float] = field(default_factory=list[float])
    """Of each reply, kept ones too."""
    made: list[float] = field(default_factory=list[float])
    """When each reply was given, in seconds of the epoch; those without a time are left out."""
    asked: int = 0
    """Replies that were not kept."""
    _answered: Counter[bytes] = field(default_factory=Counter[bytes])

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """Return the kept reply, or else ask. Raises ``CallFailure``."""
        question = self._key(prompt)
        # The same is asked once more if the reply was no verdict. Then the kept one would be none again.
        key = question + bytes([min(self._answered[question], 255)]) if self._answered[question] else question
        call = self.store.get(key)
        if call is None:
            began = clock.perf_counter()
            reply = self.inner.ask(prompt, timeout_seconds)
            call = Call(reply, clock.perf_counter() - began, clock.time())
            self.store.put(key, call)
            self.asked += 1
        self._answered[question] += 1
        self.seconds.append(call.seconds)
        self.made += [call.made] if call.made else []
        return call.reply

    def open(self, connections: int) -> None:
        """Open connections ahead of the first call."""
        self.inner.open(connections)

    def _key(self, prompt: Prompt) -> bytes:
        schema = json.dumps(dict(prompt.tool.schema))
        told = f"{self.judge}|{self.time}|{prompt.max_tokens}|{schema}|"
        return hashlib.sha256(told.encode() + fingerprint(prompt)).digest()
