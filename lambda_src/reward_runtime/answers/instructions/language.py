"""Languages that their script tells, more or less alone; the others need a trained detector."""

import re
from collections.abc import Mapping
from typing import Final

from reward_runtime.answers.instructions.arguments import Arguments, Check
from reward_runtime.errors import RowFault

__all__ = ["response_language"]

_SCRIPTS: Final[Mapping[str, str]] = {
    "bn": "\u0980-\u09ff",
    "gu": "\u0a80-\u0aff",
    "he": "\u0590-\u05ff",
    "ja": "\u3040-\u30ff\u4e00-\u9fff",
    "kn": "\u0c80-\u0cff",
    "ko": "\uac00-\ud7af",
    "ml": "\u0d00-\u0d7f",
    "pa": "\u0a00-\u0a7f",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "th": "\u0e00-\u0e7f",
}
"""Blocks of Unicode by ISO 639-1 code. Latin, Cyrillic, Arabic and Devanagari serve several languages each."""
_KANA: Final = re.compile("[\u3040-\u30ff]")
"""Chinese has none."""


def response_language(arguments: Arguments) -> Check:
    """Over half of the letters are of the language's script; ``RowFault`` for a script of several languages."""
    language = arguments.text("language")
    if language not in _SCRIPTS:
        raise RowFault("language_not_decidable")
    script = re.compile(f"[{_SCRIPTS[language]}]")

    def check(text: str) -> bool:
        letters = [character for character in text if character.isalpha()]
        own = sum(1 for letter in letters if script.match(letter))
        return 2 * own > len(letters) and (language != "ja" or _KANA.search(text) is not None)

    return check
