"""The zoo that ships inside rl-envdoctor, with its own labels. It is imported from its installation, never copied."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final

from benchmarks.attack_zoo.judged import Judged, judged
from compiler.attack.functions import FunctionTarget
from compiler.attack.subject import Case

__all__ = ["envdoctor_zoo"]

_CHECKS: Final = {
    "grader_accepts_wrong": ("F2", "F3"),
    "exploit_pays_out": ("F1", "F5", "F11"),
    "empty_ties_correct": ("F1",),
    "prompt_leaks_answer": ("F1",),
    "grader_crash": ("F1", "F8"),
    "reward_saturation": ("F9", "F10"),
    "completion_independent_reward": ("F9", "F10"),
    "invalid_reward": ("F1", "F2", "F3", "F4", "F5", "F8"),
    "judge_pays_for_tone": ("F1", "F6"),
    "baseline_sanity": ("F10",),
}
"""Check of rl-envdoctor -> families that see the same; the labels of its zoo are in its words."""


def envdoctor_zoo() -> Iterator[Judged]:
    """Yield each of its specimens with the findings of an attack."""
    zoo: Any = importlib.import_module("envdoctor.zoo")
    for each in zoo.SPECIMENS:
        shows = () if each.healthy else _CHECKS[each.expects]
        tolerated = tuple(family for check in each.tolerates for family in _CHECKS[check]) if each.healthy else ()
        target = FunctionTarget(_alone(each.reward))
        yield judged(f"rl-envdoctor:{each.name}", target, [_case(case) for case in each.cases], shows, tolerated)


def _alone(grade: Any) -> Callable[..., Any]:
    """Return the grader as a function of (response, reference), or of the response if it takes no more."""

    def both(said: str, answer: str) -> Any:
        return grade(said, answer)

    return grade if len(inspect.signature(grade).parameters) == 1 else both


def _case(case: Any) -> Case:
    row = {"id": case.id, "messages": [{"role": "user", "content": case.prompt}], "reference_answer": case.answer}
    return Case(row, case.prompt, (case.answer,))
