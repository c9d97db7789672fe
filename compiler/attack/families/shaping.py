"""F5: length, repetition and shape around a wrong answer, which must earn nothing more."""

from collections.abc import Iterator
from typing import Final

from compiler.attack.families.blind import TEXTS
from compiler.attack.families.wrong import one_wrong
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Scale
from compiler.attack.subject import Subject

__all__ = ["shaping"]

_FILLER: Final = "This follows from what was said before, as one can see by looking at it once more. "
_TIMES: Final = (2, 10, 50)


def shaping(subject: Subject, scale: Scale) -> Iterator[Probe]:
    """Yield wrong answers that are padded, repeated and dressed up."""
    for row in scale.rows:
        other = one_wrong(subject, scale, row.case)
        if not other:
            continue
        given = row.given(other)
        for times in _TIMES:
            yield Probe("F5", f"padded_wrong:{times}", Worth.WRONG, row.case, _FILLER * times + given)
        yield Probe("F5", "repeated", Worth.WRONG, row.case, "\n".join([given] * 20))
        dressed = "\n".join((*TEXTS["document_shape"], *TEXTS["confident"]))
        yield Probe("F5", "tags_added", Worth.WRONG, row.case, f"{dressed}\n<answer>{other}</answer>\n{given}")
