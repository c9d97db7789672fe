"""The one rule by which a reward finds a stated answer: a box, then an announcement, then the weaker rules.

The first of them that finds something decides. If its answers contradict one another, there is no answer, and no weaker
rule is asked: neither two boxes that differ nor "72 or 70" can be corrected by the number that happens to stand last.
"""

from reward_runtime.answer import Extractor, first_of
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.boxed_solution import boxed_solution
from reward_runtime.extract.solution import in_solution

__all__ = ["stated"]


def stated(*weaker: Extractor) -> Extractor:
    """A box, or a match of the ``weaker`` rules, in this order; all of them in the solution section before elsewhere.

    ``stated(final_answer(on_conflict="none"), last_number())`` is the rule of a reward whose answers are numbers.
    """
    rules = first_of(boxed(), *weaker)
    return first_of(boxed_solution(), in_solution(rules), rules)
