"""F4: the right answer as others write it. A reward that refuses it teaches a model to write like its author."""

from collections.abc import Iterator

from compiler.attack.answers import right_in_clothes
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Scale
from compiler.attack.subject import Subject

__all__ = ["clothes"]


def clothes(subject: Subject, scale: Scale) -> Iterator[Probe]:
    """Yield right answers in other forms."""
    for row in scale.rows:
        right = row.case.right[0]
        given = row.given(right)
        yield Probe("F4", "blank_lines", Worth.RIGHT, row.case, f"{given}\n")
        yield Probe("F4", "after_reasoning", Worth.RIGHT, row.case, f"<think>\nLet me see.\n</think>\n{given}")
        if subject.open:
            continue
        for name, text in right_in_clothes(right).items():
            yield Probe("F4", f"clothes:{name}", Worth.RIGHT, row.case, row.given(text))
