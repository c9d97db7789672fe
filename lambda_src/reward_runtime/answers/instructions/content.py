"""Placeholders, postscripts, endings, quotation marks, commas, and repeated text."""

import re
from typing import Final

from reward_runtime.answers.instructions.arguments import Arguments, Check

__all__ = ["end_checker", "no_comma", "placeholders", "postscript", "quotation", "repeat_prompt", "two_responses"]

_PLACEHOLDER: Final = re.compile(r"\[[^\[\]\n]*\]")
_POSTSCRIPTS: Final = {"P.S.": r"p\.\s?s\.", "P.P.S": r"p\.\s?p\.\s?s"}


def placeholders(arguments: Arguments) -> Check:
    """At least this many ``[parts]``."""
    asked = arguments.whole("num_placeholders")
    return lambda text: sum(1 for _ in _PLACEHOLDER.finditer(text)) >= asked


def postscript(arguments: Arguments) -> Check:
    """The marker stands in it, in either case."""
    marker = arguments.text("postscript_marker").strip()
    pattern = re.compile(_POSTSCRIPTS.get(marker, re.escape(marker)), re.IGNORECASE)
    return lambda text: pattern.search(text) is not None


def end_checker(arguments: Arguments) -> Check:
    """The last words are the phrase, in either case, within quotation marks or not."""
    phrase = arguments.text("end_phrase").strip().lower()
    return lambda text: text.strip().strip('"').lower().endswith(phrase)


def quotation(_: Arguments) -> Check:
    """All of it, and not nothing, within double quotation marks."""
    return lambda text: len(text.strip()) > 2 and text.strip().startswith('"') and text.strip().endswith('"')


def no_comma(_: Arguments) -> Check:
    """No ASCII comma, as in IFEval."""
    return lambda text: "," not in text


def two_responses(_: Arguments) -> Check:
    """Exactly two different texts with six asterisks between."""

    def check(text: str) -> bool:
        parts = [part.strip() for part in text.split("******")]
        kept = [part for part in parts if part]
        return all(parts[1:-1]) and len(kept) == len(set(kept)) == 2

    return check


def repeat_prompt(arguments: Arguments) -> Check:
    """Starts with the request, in either case."""
    prompt = arguments.text("prompt_to_repeat").strip().lower()
    return lambda text: text.strip().lower().startswith(prompt)
