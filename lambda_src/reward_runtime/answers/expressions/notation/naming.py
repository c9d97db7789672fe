"""The name before an equals sign, and answers in words."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answers.expressions.notation.calls import CONSTANTS, SYMBOLS
from reward_runtime.answers.expressions.notation.splitting import spelled
from reward_runtime.answers.expressions.notation.tokens import Token
from reward_runtime.answers.expressions.notation.units import SAYS_MORE

__all__ = ["is_plain", "name_of", "words_of"]

_SYMBOL: Final = "|".join(sorted((rf"\\{name}" for name in SYMBOLS), key=len, reverse=True))
_NAME: Final = re.compile(
    rf"(?:m?\\(?:angle|triangle)[A-Z]{{1,4}}|\\(?:overline|overrightarrow|vec|hat|bar|widehat|tilde)\{{?[A-Za-z]{{1,3}}\}}?"
    rf"|[A-Za-z]|[A-Z]{{2,4}}|[A-Za-z]{{4,20}}|{_SYMBOL})"
    r"(?:_(?:\w|\{[\w+\-,\\]{1,12}\}))?(?:\^\{-1\})?'{0,3}(?:\(-?[\w.]{1,6}(?:[,=]-?[\w.]{1,6}){0,3}\))?"
    r"|\|(?:[A-Z]{2}|\\(?:overline|overrightarrow|vec)\{?[A-Za-z]{1,3}\}?)\|"
    r"|\\frac\{d\^?2?[a-z]\}\{d[a-z]\^?2?\}"
)
_FREE_SIGNS: Final = frozenset("'-.,:;()!?&/")
_PRODUCT: Final = re.compile("[bcdfghjklmnpqrstvwxyz]{2,3}|ab|ba|abc|ac|ad")
"""Letters side by side that nobody takes for a word."""


def name_of(tokens: Sequence[Token]) -> str:
    """Return the name that the tokens are, braces apart, or nothing: ``x``, ``x_1``, ``f(x)``, ``AB``, ``Area``."""
    if tokens and all(token.kind in ("words", "letters") for token in tokens) and tokens[0].kind == "words":
        words = " ".join(token.text.lower() for token in tokens)
        return "" if SAYS_MORE.search(words) else words
    text = spelled(tokens)
    if _NAME.fullmatch(text) is None or text.lstrip("\\") in CONSTANTS or SAYS_MORE.fullmatch(text):
        return ""
    return re.sub(r"[{}]", "", text)


def is_plain(name: str) -> bool:
    """Whether a name is a variable alone."""
    return (
        "(" not in name
        and not name.endswith("^-1")
        and " " not in name
        and (len(name) == 1 or name[0] == "\\" or "_" in name)
    )


def words_of(tokens: Sequence[Token]) -> str:
    """Return the words that all of the tokens are, or nothing if they are mathematics."""
    wordy = [token for token in tokens if token.kind in ("words", "letters", "roman")]
    signs = [token for token in tokens if token not in wordy]
    if not wordy or not all(token.kind == "sign" and token.text in _FREE_SIGNS for token in signs):
        return ""
    typeset = any(token.kind == "words" for token in wordy)
    if not typeset and (signs or not any(_is_word(token.text) for token in wordy)):
        return ""
    text = "".join(f"{' ' * token.blank}{token.text}" for token in tokens)
    return " ".join(text.replace("-", " ").split()).strip(" .,;:!?")


def _is_word(run: str) -> bool:
    return len(run) > 1 and _PRODUCT.fullmatch(run) is None
