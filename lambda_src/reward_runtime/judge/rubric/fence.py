"""Fences keep untrusted text in its place in a prompt.

text -> sanitised -> between ``<candidate-NONCE>`` and ``</candidate-NONCE>``, with a nonce that no text contains
"""

import re
import secrets
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["draw_nonce", "fenced", "random_nonce", "sanitised"]

_IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that a model reads and a person does not see: Unicode's Default_Ignorable_Code_Point (zero-width,
bidirectional, tag characters, variation selectors) and the interlinear annotation marks."""
_LINE_ENDS: Final = "\r\x0b\x0c\x85\u2028\u2029"
_CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
"""Controls other than tabs and line ends, and lone surrogates, which UTF-8 cannot encode."""
_ANY: Final = re.compile(f"[{_IGNORABLE}{_LINE_ENDS}{_CONTROLS}]")
_IGNORABLE_RUN: Final = re.compile(f"[{_IGNORABLE}]+")
_LINE_END: Final = re.compile(f"\r\n|[{_LINE_ENDS}]")
_CONTROL: Final = re.compile(f"[{_CONTROLS}]")


def sanitised(text: str) -> str:
    """Return the text as a person sees it. Linear in its length, and idempotent.

    Invisible characters are removed. Every line end becomes a newline; tabs stay. Each other control character and each
    lone surrogate becomes U+FFFD, so that it is visible and the texts around it stay apart.
    """
    if not _ANY.search(text):
        return text
    return _CONTROL.sub("\ufffd", _LINE_END.sub("\n", _IGNORABLE_RUN.sub("", text)))


def random_nonce() -> str:
    """Return 32 random hex digits."""
    return secrets.token_hex(16)


def draw_nonce(texts: Sequence[str], draw: Callable[[], str] = random_nonce) -> str:
    """Return a nonce that none of the texts contains, drawn as often as necessary."""
    nonce = draw()
    while any(nonce in text for text in texts):
        nonce = draw()
    return nonce


def fenced(name: str, text: str, nonce: str) -> str:
    """Return ``<name-NONCE>``, the text and ``</name-NONCE>``, each on its own line."""
    return f"<{name}-{nonce}>\n{text}\n</{name}-{nonce}>"
