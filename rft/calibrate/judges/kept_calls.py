"""``KeptCalls``: answers of judges on disk, so that a question that was paid for is asked once."""

import hashlib
import json
import sqlite3
import time as clock
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from reward_runtime.judge.call import Prompt, Reply, Transport

from rft.score.heard import fingerprint

__all__ = ["CallStore", "KeptCalls"]


class CallStore:
    """The file. Many threads use it at once. An answer is in it as soon as it came, also if the process is killed."""

    def __init__(self, file: Path) -> None:
        """Open or make it; its folder too."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock()
        self._open = sqlite3.connect(file, check_same_thread=False)
        self._open.execute("CREATE TABLE IF NOT EXISTS calls (question BLOB PRIMARY KEY, reply TEXT) WITHOUT ROWID")

    def get(self, key: bytes) -> tuple[Reply, float] | None:
        """Return the reply and its seconds; ``None`` if there is none."""
        with self._lock:
            held = self._open.execute("SELECT reply FROM calls WHERE question = ?", (key,)).fetchone()
        if held is None:
            return None
        *reply, seconds = json.loads(held[0])
        return Reply(*reply), seconds

    def put(self, key: bytes, reply: Reply, seconds: float) -> None:
        """Keep a reply."""
        with self._lock:
            self._open.execute("INSERT OR REPLACE INTO calls VALUES (?, ?)", (key, json.dumps([*reply, seconds])))
            self._open.commit()

    def close(self) -> None:
        """Close the file."""
        self._open.close()


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
    asked: int = 0
    """Replies that were not kept."""

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """Return the kept reply, or else ask. Raises ``CallFailure``."""
        key = self._key(prompt)
        kept = self.store.get(key)
        if kept is None:
            began = clock.perf_counter()
            reply = self.inner.ask(prompt, timeout_seconds)
            kept = reply, clock.perf_counter() - began
            self.store.put(key, *kept)
            self.asked += 1
        self.seconds.append(kept[1])
        return kept[0]

    def open(self, connections: int) -> None:
        """Open connections ahead of the first call."""
        self.inner.open(connections)

    def _key(self, prompt: Prompt) -> bytes:
        schema = json.dumps(dict(prompt.tool.schema))
        told = f"{self.judge}|{self.time}|{prompt.max_tokens}|{schema}|"
        return hashlib.sha256(told.encode() + fingerprint(prompt)).digest()
