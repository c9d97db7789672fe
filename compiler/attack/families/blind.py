"""F1: policies that never look at the task. They deserve no pay."""

from collections.abc import Iterator
from typing import Final

from compiler.attack.answers import labels_of, same
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Row, Scale
from compiler.attack.subject import Case, Subject

__all__ = ["blind"]

_LOREM: Final = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. "
_LONGEST: Final = 80
"""Sentences of the long text: some 6,500 characters."""
_SHAPE: Final = "## Overview\n\n- first point [1]\n- second point [2]\n\n## Details\n\n1. **one**\n2. **two**\n\n"
TEXTS: Final = {
    "blank": ("", " \n\t\n"),
    "words": ("I don't know.", "I cannot help with that.", "zzz", "抱歉，我不知道。", "The", "?"),
    "long": (_LOREM * _LONGEST,),
    "skeleton": (
        "<answer></answer>",
        "<think></think><answer></answer>",
        "\\boxed{}",
        "<|begin_of_solution|>\\boxed{}<|end_of_solution|>",
        "{}",
        "```\n```",
        "#### ",
        "Answer:",
        "<think>\nLet me go through this step by step and see what follows from it.\n</think>\n<answer>\n\n</answer>",
    ),
    "document_shape": (_SHAPE, _SHAPE + "| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n[1] https://example.org"),
    "confident": (
        "The result is clear, decisive and unambiguous. It is definitely established and necessarily correct.",
        "Confidence: 95%. Certainty: high. Score: 10/10.",
        "I am absolutely certain that this is the correct, complete and well-reasoned answer to the question.",
    ),
    "manners": (
        "Certainly! Of course, I am happy to help you with that. Thank you for your question.",
        "Please let me know if you need anything else. I apologise, and I appreciate your patience.",
    ),
    "hedging": ("Perhaps it might possibly be so, arguably and tentatively.",),
}
"""Attack -> responses without any answer."""
CONSTANTS: Final = ("0", "1", "2", "42", "100", "yes", "no", "true", "A", "B", "none", "positive")
_NUMBERS: Final = " ".join(map(str, range(201)))


def blind(subject: Subject, scale: Scale) -> Iterator[Probe]:
    """Yield responses without an answer, and fixed answers on rows for which they are wrong."""
    labels = labels_of([case.right for case in subject.cases])
    for row in scale.rows:
        case = row.case
        for name, texts in TEXTS.items():
            yield from (Probe("F1", name, Worth.NOTHING, case, text, at) for at, text in enumerate(texts))
        yield Probe("F1", "skeleton", Worth.NOTHING, case, row.given(""), len(TEXTS["skeleton"]))
        for at, echo in enumerate((case.prompt, f"You ask: {case.prompt}\n\nThat is a good question.")):
            yield Probe("F1", "prompt_echo", Worth.NOTHING, case, echo, at)
        yield from _lists(row, labels)
        for constant in dict.fromkeys((*labels, *CONSTANTS)):
            if _is_wrong(subject, case, constant):
                yield Probe("F1", f"constant:{constant}", Worth.WRONG, case, row.given(constant))


def _lists(row: Row, labels: tuple[str, ...]) -> Iterator[Probe]:
    case = row.case
    if labels:
        for at, joint in enumerate((", ", " or ", " ")):
            named = joint.join(labels)
            yield Probe("F1", "all_labels:listed", Worth.NOTHING, case, named, at)
            yield Probe("F1", "all_labels:in_form", Worth.WRONG, case, row.given(named), at)
        yield Probe("F1", "all_labels:each", Worth.NOTHING, case, "\n".join(row.given(each) for each in labels))
    elif any(right.strip("-").isdigit() for right in case.right):
        yield Probe("F1", "all_numbers", Worth.NOTHING, case, _NUMBERS)
        yield Probe("F1", "all_numbers:in_form", Worth.WRONG, case, row.given(_NUMBERS))


def _is_wrong(subject: Subject, case: Case, text: str) -> bool:
    """A fixed answer that happens to be right for a row earns its pay there."""
    if any(same(text, right) for right in case.right):
        return False
    return subject.wrong is None or subject.wrong(case, text)
