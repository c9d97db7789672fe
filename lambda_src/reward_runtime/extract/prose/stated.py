"""The one rule by which a reward finds a stated answer: a box, then an announcement, then the weaker rules.

The first of them that finds something decides. If its answers contradict one another, there is no answer, and no weaker
rule is asked: neither two boxes that differ nor "72 or 70" can be corrected by the number that happens to stand last.
There is no answer either if the text around it leaves another value open or takes it back: see ``settled``.
"""

from reward_runtime.answer import Extractor, first_of
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.boxed_solution import boxed_solution
from reward_runtime.extract.prose.reading import WORDS, Reading
from reward_runtime.extract.prose.settled import settled
from reward_runtime.extract.solution import in_solution

__all__ = ["stated"]


def stated(*weaker: Extractor, reading: Reading = WORDS) -> Extractor:
    """A box, or a match of the ``weaker`` rules, in this order; all of them in the solution section before elsewhere.

    ``stated(final_answer(on_conflict="none"), last_number())`` is the rule of a reward whose answers are numbers.

    Args:
        weaker: the rules if there is no box.
        reading: finds the values that prose puts beside an answer; by default words that have a normal form.
    """
    rules = settled(first_of(boxed(), *weaker), reading)
    return first_of(boxed_solution(reading=reading), in_solution(rules), rules)
