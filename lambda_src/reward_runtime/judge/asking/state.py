"""``JudgeState``: an environment's knowledge of its judge, from replies. It lives as long as the environment."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from reward_runtime.judge.asking.pacer import Pacer
from reward_runtime.judge.call import Prompt, Reply

__all__ = ["HedgeBudget", "JudgeState", "Latencies", "TokenEstimate"]

WINDOW: Final = 256
"""Replies remembered: four batches of 64."""
FEWEST: Final = 20
"""With fewer replies than this, a 95th percentile is a guess."""
COLD_TIMEOUT_SECONDS: Final = 15.0
LEAST_TIMEOUT_SECONDS: Final = 3.0
TIMEOUT_FACTOR: Final = 4.0
SHARE: Final = 0.05
"""Hedges earned by each call: the most that hedging may cost."""
MOST_SAVED: Final = 10.0
"""Most hedges that can be saved up for a bad minute."""
CHARACTERS_A_TOKEN: Final = 4.0
"""Estimate for English, until replies tell."""
WEIGHT: Final = 0.05
"""Weight of the newest reply in the running means: about the last twenty replies count."""


class Latencies:
    """The latencies of the last replies, in seconds."""

    def __init__(self) -> None:
        """Start with none."""
        self._last: deque[float] = deque(maxlen=WINDOW)
        self._lock = Lock()

    def add(self, seconds: float) -> None:
        """Remember one reply."""
        with self._lock:
            self._last.append(seconds)

    def p95(self, under_way: int = 0) -> float:
        """Return the 95th percentile; infinite while it is unknown.

        Each call under way counts as slower than all replies. The first replies of a batch are its fast ones. A
        percentile of those alone would make most others look slow.
        """
        with self._lock:
            replies = sorted(self._last)
        count = len(replies) + under_way
        rank = math.ceil(0.95 * count) - 1
        return replies[rank] if count >= FEWEST and rank < len(replies) else math.inf

    def timeout(self) -> float:
        """Return the timeout of a call in seconds: 4 x p95, at least 3; 15 while p95 is unknown."""
        p95 = self.p95()
        return COLD_TIMEOUT_SECONDS if p95 == math.inf else max(LEAST_TIMEOUT_SECONDS, TIMEOUT_FACTOR * p95)


class HedgeBudget:
    """How many slow calls may be sent twice: each call earns a twentieth of a hedge."""

    def __init__(self) -> None:
        """Start with none."""
        self._saved = 0.0
        self._lock = Lock()

    def earn(self) -> None:
        """Count one call that is not a hedge."""
        with self._lock:
            self._saved = min(MOST_SAVED, self._saved + SHARE)

    def spend(self) -> bool:
        """Return whether a hedge may be sent, and count it if so."""
        with self._lock:
            # By rounding, a sum of twentieths falls short of 1.
            may = self._saved > 1 - 1e-9
            self._saved -= float(may)
            return may


class TokenEstimate:
    """How many tokens a call will use: learned from the replies, needed before the call."""

    def __init__(self) -> None:
        """Start with English, and with verdicts as long as allowed, because Bedrock reserves that much for a call."""
        self._an_input_character = 1 / CHARACTERS_A_TOKEN
        self._output: float | None = None
        self._lock = Lock()

    def of(self, prompt: Prompt) -> float:
        """Return the tokens of input and output."""
        output = self._output if self._output is not None else float(prompt.max_tokens)
        return _characters(prompt) * self._an_input_character + output

    def learn(self, prompt: Prompt, reply: Reply) -> None:
        """Take in the counts of a reply."""
        with self._lock:
            ratio = reply.input_tokens / _characters(prompt)
            self._an_input_character += WEIGHT * (ratio - self._an_input_character)
            output = float(reply.output_tokens)
            self._output = output if self._output is None else self._output + WEIGHT * (output - self._output)


def _characters(prompt: Prompt) -> int:
    return max(1, len(prompt.system) + len(prompt.user))


@dataclass(frozen=True)
class JudgeState:
    """Shared by all rounds. Each part is safe across threads."""

    pacer: Pacer
    chance: Callable[[], float]
    """Returns 0..1, for jitter."""
    latencies: Latencies = field(default_factory=Latencies)
    hedges: HedgeBudget = field(default_factory=HedgeBudget)
    tokens: TokenEstimate = field(default_factory=TokenEstimate)
