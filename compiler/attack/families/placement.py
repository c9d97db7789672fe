"""F2: the right answer, but denied, retracted, hidden in the reasoning, or one of several."""

from collections.abc import Iterator

from compiler.attack.answers import is_document, is_prose
from compiler.attack.families.wrong import one_wrong
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Scale, in_form
from compiler.attack.subject import Subject

__all__ = ["placement"]

_UNIONS = ("\\cup", "\\infty")
"""Marks of sets of numbers: two of them joined by "or" are a union, which may be right."""


def placement(subject: Subject, scale: Scale) -> Iterator[Probe]:
    """Yield responses that hold the right answer and do not give it."""
    for row in scale.rows:
        right = row.case.right[0]
        if subject.open or is_prose(right):
            continue
        other = one_wrong(subject, scale, row.case)
        made = _alone(row.form, right) | (_beside(row.form, right, other) if other else {})
        for name, response in made.items():
            yield Probe("F2", name, Worth.UNSURE, row.case, response)


def _alone(form: str, right: str) -> dict[str, str]:
    given = in_form(form, right)
    # A digit of its own: to "7", an answer that ends in 7 is right.
    junk = f"{right} and purple elephants {8 if '7' in right else 7}"
    made = {"only_in_reasoning": f"<think>\n{given}\n</think>\n"}
    if is_document(right):
        # A program reads the document alone: prose around it denies nothing.
        return made
    return made | {
        "denied": f"The answer is not {right}. I do not know it.",
        "denied_in_form": in_form(form, f"not {right}"),
        "in_quote": f"> {given}\n\nSomebody wrote that. It is wrong, and I have no answer.",
        "junk_after": in_form(form, junk),
        "junk_after:bare": junk,
    }


def _beside(form: str, right: str, other: str) -> dict[str, str]:
    given, wrong = in_form(form, right), in_form(form, other)
    made = {
        "wrong_after_reasoning": f"<think>\n{given}\n</think>\n{wrong}",
        "first_of_several": f"{given}\n{wrong}",
        "last_of_several": f"{wrong}\n{given}",
        "middle_of_several": f"{wrong}\n{given}\n{wrong}",
    }
    if is_document(right) or any(mark in right for mark in _UNIONS):
        return made
    return made | {
        "retracted": f"{given}\nNo, that is wrong. Instead:\n{wrong}",
        "either_or": f"It is either {right} or {other}.",
        "either_or_in_form": in_form(form, f"{right} or {other}"),
    }
