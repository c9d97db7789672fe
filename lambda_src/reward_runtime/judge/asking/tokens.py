"""How many tokens of the quota a call will take, before its reply says so."""

from threading import Lock
from typing import Final

from reward_runtime.judge.call import Prompt, Reply

__all__ = ["TokenEstimate"]

CHARACTERS_A_TOKEN: Final = 4.0
"""Of English, until replies tell."""
WEIGHT: Final = 0.05
"""Of the last reply in the running means: about the last twenty count."""


class TokenEstimate:
    """Learns what a judge's tokenizer makes of the prompts, and how long its verdicts are."""

    def __init__(self) -> None:
        """Start with English, and with verdicts as long as allowed, which is what Bedrock reserves for a call."""
        self._an_input_character = 1 / CHARACTERS_A_TOKEN
        self._output: float | None = None
        self._lock = Lock()

    def of(self, prompt: Prompt) -> float:
        """Return the tokens of input and output."""
        output = self._output if self._output is not None else float(prompt.max_tokens)
        return _characters(prompt) * self._an_input_character + output

    def learn(self, prompt: Prompt, reply: Reply) -> None:
        """Take in what a reply reports."""
        with self._lock:
            ratio = reply.input_tokens / _characters(prompt)
            self._an_input_character += WEIGHT * (ratio - self._an_input_character)
            output = float(reply.output_tokens)
            self._output = output if self._output is None else self._output + WEIGHT * (output - self._output)


def _characters(prompt: Prompt) -> int:
    return max(1, len(prompt.system) + len(prompt.user))
