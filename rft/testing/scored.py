"""``score``: the reward of one response."""

from typing import Any

from compiler.attack.subject import Said

from rft.testing.graded import Graded, subject_of

__all__ = ["score"]


def score(graded: Graded, response: str, reference: Any = None, prompt: str = "") -> float:
    """Return the reward of a response.

    Args:
        graded: a ``Reward``, a handler or a function: see ``rft.testing.graded``.
        response: the model's text.
        reference: the row's reference.
        prompt: the row's prompt.

    Raises:
        AssertionError: the reward failed on it.
    """
    subject = subject_of(graded, [{"prompt": prompt, "reference_answer": reference, "answer": ""}])
    (paid,) = subject.target.pay([Said(subject.cases[0], response)])
    if paid.reward is None:
        raise AssertionError(f"the reward failed on this response: {paid.fault}")
    return paid.reward
