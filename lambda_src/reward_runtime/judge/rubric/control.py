"""A question of the kit's own, and an honest response that answers another one.

Beside them, three things show: whether a judge praises a response beside any question (``counterfactual``), whether its
rubric depends on the question at all, and whether its service answers anything (``blame``).
"""

from dataclasses import replace
from typing import Final

from reward_runtime.judge.rubric.prompt import Earlier, JudgeItem
from reward_runtime.judge.rubric.rubric import Rubric

__all__ = ["control_of", "elsewhere", "row_alone"]

_QUESTION: Final = "At what temperature does beeswax melt, and which glands of the bee make it?"
_REFERENCE: Final = "Beeswax melts at about 63 degrees Celsius; worker bees make it in glands under the abdomen."
_RESPONSE: Final = (
    "Thank you for asking. The museum opens at nine in the morning and closes at six in the evening, except on Mondays,"
    " and children do not pay."
)


def elsewhere(item: JudgeItem) -> JudgeItem:
    """Return the same response, after the same turns of models and tools, to the kit's question."""
    earlier = tuple(Earlier(0, text) for _, text in item.earlier)
    return replace(item, question=_QUESTION, reference=_REFERENCE, earlier=earlier)


def control_of(rubric: Rubric) -> JudgeItem:
    """Return the honest response beside the kit's question, which it does not answer."""
    return JudgeItem(rubric, _QUESTION, _REFERENCE, _RESPONSE)


def row_alone(item: JudgeItem) -> JudgeItem:
    """Return the row's question and reference with the kit's response, so that a block can only be due to the row."""
    return replace(item, response=_RESPONSE, earlier=())
