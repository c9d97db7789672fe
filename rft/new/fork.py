"""A fork: the text of another experiment, with a line that names its origin."""

import re
from typing import Final

__all__ = ["forked"]

_LINEAGE: Final = re.compile(r"^forked_from:.*\n", re.MULTILINE)
_REWARD: Final = re.compile(r"^reward:.*\n", re.MULTILINE)


def forked(text: str, origin: str, revision: str) -> str:
    """Return the text of a fork, in which comments and order stay.

    Args:
        text: the experiment that is forked.
        origin: its name.
        revision: the first 8 hex digits of its RewardHash now.
    """
    line = f"forked_from: {origin}@{revision}\n"
    # A valid file has a line with its reward; the text before it may be a comment alone.
    return _REWARD.sub(lambda found: found[0] + line, _LINEAGE.sub("", text), count=1)
