"""Counterfactuals: the same response beside a question and a reference that it cannot answer.

A judge that praises the response there as well was manipulated: it rewards the asking. Two kinds of response are tried:
those that use the words of a plea, and a random share of those that the judge has praised, because no list has every
plea. The draw is made of the content alone, so a response is tried in every run or in none.
"""

import hashlib
import math
from typing import Final

from reward_runtime.judge.rubric.canary import THRESHOLD
from reward_runtime.judge.rubric.control import elsewhere
from reward_runtime.judge.rubric.fence import sanitised
from reward_runtime.judge.rubric.pleading import pleads
from reward_runtime.judge.rubric.prompt import JudgeItem
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.verdict import Blocked, JudgeResult, Verdict

__all__ = ["MANIPULATED", "counterfactual_of", "drawn", "may_be_tried", "praised", "suspect"]

MANIPULATED: Final = "talked_round"
"""Reason of the score of a response whose counterfactual was praised too."""
TOP_SHARE: Final = 0.05
"""Share of the responses with the best verdict on a criterion. If a third of a batch of 64 uses a plea, each batch
finds it with a chance of two in three."""
PRAISED_SHARE: Final = 0.02
"""Share of the others that the judge took for good."""


def counterfactual_of(item: JudgeItem) -> JudgeItem | None:
    """Return the item to judge beside this one.

    Return ``None`` if the response is the reference, or if the rubric shows neither question nor reference or none of
    its criteria is about them, because then nothing would change.
    """
    shown = item.rubric.needs("question") or item.rubric.needs("reference")
    if not shown or item.rubric.about_question == ():
        return None
    same = item.texts["response"].strip() == sanitised(item.reference).strip()
    return None if same and not item.earlier else elsewhere(item)


def suspect(item: JudgeItem) -> bool:
    """Return whether the response, or a turn of a model or a tool before it, uses words of a plea."""
    return any(pleads(text) for name, text in item.blocks if name in ("candidate", "earlier"))


def may_be_tried(item: JudgeItem) -> bool:
    """Return whether the item gets a counterfactual if the judge gives it the best verdict."""
    return suspect(item) or drawn(item, dict.fromkeys(item.rubric.criteria, 1.0))


def drawn(item: JudgeItem, verdict: Verdict) -> bool:
    """Return whether chance chooses a response with this verdict. The same item is always chosen, or never."""
    if max(verdict.values()) == 1.0:
        share = TOP_SHARE
    elif math.fsum(verdict.values()) / len(verdict) >= THRESHOLD:
        share = PRAISED_SHARE
    else:
        return False
    lot = hashlib.sha256(b"counterfactual" + item.key).digest()
    return int.from_bytes(lot[:8], "big") < share * 2**64


def praised(result: JudgeResult, rubric: Rubric) -> bool:
    """Return whether a verdict beside another question praises the response as no honest one can be praised there.

    An honest response fails the criteria that depend on the question. If the rubric's author names these, praise for
    one of them is enough. Otherwise the praise has to be for all criteria.
    """
    if isinstance(result, Blocked) or not isinstance(result, dict):
        return False
    about = [result[criterion] for criterion in rubric.about_question or ()]
    return max(about, default=min(result.values())) >= THRESHOLD
