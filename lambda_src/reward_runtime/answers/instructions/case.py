"""Capital and small letters. IFEval also detects English; here any language with both cases will do."""

import re
from typing import Final

from reward_runtime.answers.instructions.arguments import Arguments, Check

__all__ = ["all_capital", "all_lowercase", "capital_words"]

_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")


def all_capital(_: Arguments) -> Check:
    """At least one letter, and none small."""
    return str.isupper


def all_lowercase(_: Arguments) -> Check:
    """At least one letter, and none capital."""
    return str.islower


def capital_words(arguments: Arguments) -> Check:
    """Words without a small letter, ``I`` included."""
    compare, asked = arguments.relation("capital_relation"), arguments.whole("capital_frequency")
    return lambda text: compare(sum(1 for word in _WORD.finditer(text) if word.group().isupper()), asked)
