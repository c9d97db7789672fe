"""A row of the data as a ``Case``: its right answer is the kind's own, or else the text of the row's reference."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reward_runtime.answer import ANSWER
from reward_runtime.answers.free_text import AsIs, FreeText
from reward_runtime.answers.instructions import Instructions
from reward_runtime.answers.kind import AnswerKind
from reward_runtime.answers.reference import held
from reward_runtime.samples import MISSING

from compiler.attack.answers import is_prose, split_form
from compiler.attack.subject import Case

__all__ = ["case_of", "is_open"]


def case_of(
    row: Mapping[str, object],
    prompt: str,
    right: str | None,
    reference: object,
    recorded: tuple[str, ...] = (),
    template: str = ANSWER,
) -> Case:
    """Return the case of a row.

    Args:
        row: the row as the data has it.
        prompt: its prompt's text.
        right: a right answer as the reward's kind writes it; ``None`` if it writes none, as for a function of verl.
        reference: the row's reference, whose text is presumed to be right if the kind writes nothing.
        recorded: recorded responses to the row.
        template: the form that the reward asks for.
    """
    text = _text(reference) if right is None else right
    if not text:
        return Case(row, prompt, recorded=recorded)
    form, answer = split_form(text)
    if right is None:
        return Case(row, prompt, (answer,), recorded, presumed=True)
    return Case(row, prompt, (answer,), recorded, form and template.replace(ANSWER, form))


def is_open(kind: AnswerKind[Any, Any], cases: Sequence[Case]) -> bool:
    """Say whether right answers are examples of many: of instructions, or texts that are no short answers."""
    if not isinstance(kind, AsIs):
        return isinstance(kind, Instructions | FreeText)
    return not all(case.presumed and not is_prose(case.right[0]) for case in cases if case.right)


def _text(reference: object) -> str:
    value = None if reference is MISSING else held(reference)
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
