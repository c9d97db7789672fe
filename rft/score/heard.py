"""``Heard``: a transport that remembers the reason of each verdict and its seconds, which the function throws away."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, NamedTuple, cast

from reward_runtime.judge.call import Prompt, Reply, Transport
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of

_MOST_WORDS: Final = 8192
"""More than the judge keeps verdicts."""


class Word(NamedTuple):
    """A judge's words on one item."""

    reason: str
    """Its sentence; empty if the rubric asks for none."""
    seconds: float
    """Of the call that was answered."""


@dataclass
class Heard:
    """Passes every call on. Many threads call it at once."""

    inner: Transport
    _words: OrderedDict[bytes, Word] = field(default_factory=OrderedDict[bytes, Word])
    _lock: Lock = field(default_factory=Lock)

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """Make one attempt and return the reply. Raises ``CallFailure``."""
        began = time.perf_counter()
        reply = self.inner.ask(prompt, timeout_seconds)
        with self._lock:
            self._words[fingerprint(prompt)] = Word(_reason(reply), time.perf_counter() - began)
            if len(self._words) > _MOST_WORDS:
                self._words.popitem(last=False)
        return reply

    def open(self, connections: int) -> None:
        """Open connections ahead of the first call."""
        self.inner.open(connections)

    def of(self, item: JudgeItem) -> Word | None:
        """Return the last word about an item; ``None`` if there is none."""
        return self._words.get(fingerprint(prompt_of(item, 1)))


def fingerprint(prompt: Prompt) -> bytes:
    """Return 32 bytes that are equal for prompts that differ in nothing but their random marks."""
    nonce = prompt.user.partition("\n")[0].removeprefix("MARK is ")
    shown = prompt.user.replace(nonce, "MARK")
    return hashlib.sha256(f"{len(prompt.system)}:{prompt.system}{shown}".encode("utf-8", "surrogatepass")).digest()


def _reason(reply: Reply) -> str:
    verdict = reply.verdict
    if not isinstance(verdict, dict):
        return ""
    reason = cast("Mapping[str, object]", verdict).get("reason", "")
    return reason if isinstance(reason, str) else ""
