"""``believable``: the tokens that a reply claims to have used, bounded by the most that its call can have used.

One inflated figure would make the pacer wait for minutes, and every later batch look too large for the quota.
"""

from typing import Final

from reward_runtime.judge.asking.question import LARGER
from reward_runtime.judge.call import Prompt, Reply

__all__ = ["believable"]

OVERHEAD_TOKENS: Final = 4096
"""Tokens that a service may add to a prompt: its own words about tools, and the tool's schema."""


def believable(reply: Reply, prompt: Prompt) -> Reply:
    """Return the reply with counts that its prompt can explain: a token takes a byte of text or more."""
    text = len(prompt.system.encode(errors="surrogatepass")) + len(prompt.user.encode(errors="surrogatepass"))
    return reply._replace(
        input_tokens=min(reply.input_tokens, text + OVERHEAD_TOKENS),
        output_tokens=min(reply.output_tokens, LARGER * prompt.max_tokens),
    )
