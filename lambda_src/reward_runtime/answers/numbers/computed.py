r"""A number as the result of the arithmetic before it: ``6 \times 12 = 72``, ``= 72``, ``x = 48 + 24 = 72 clips``."""

import re
from fractions import Fraction
from typing import Final

from reward_runtime.answers.numbers.arithmetic import value_of
from reward_runtime.answers.numbers.notation import LONGEST, read_number
from reward_runtime.answers.numbers.spelling import plain

__all__ = ["computed_number"]

_LEAD: Final = re.compile(r"\s*(?:\\approx(?![A-Za-z])|[=\u2248])\s*")
_UNIT: Final = re.compile(r"(?<=[\d)]) (?!x\b)[A-Za-z]{1,15}(?: [A-Za-z]{1,15})?\.?\Z")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_ ]{0,20}")


def computed_number(text: str) -> Fraction | None:
    """Return the number that the whole text is, or that true arithmetic in it comes to; ``None`` for anything else."""
    if len(text) > LONGEST:
        return None
    lead = _LEAD.match(text)
    number = read_number(text[lead.end() :] if lead else text)
    if number is not None or "=" not in text:
        return number
    *sides, result = text.strip().strip("$ ").split("=")
    sides = [plain(side).replace("$", "").strip() for side in sides]
    if len(sides) > 1 and _NAME.fullmatch(sides[0]):
        sides = sides[1:]
    *sides, number = [*map(value_of, sides), read_number(result) or value_of(_UNIT.sub("", plain(result)))]
    # A product alone is a task; beside a number it is the number's other spelling.
    said = read_number(result) is not None or any(read_number(side) is not None for side in text.split("="))
    return number if said and all(side == number for side in sides) else None
