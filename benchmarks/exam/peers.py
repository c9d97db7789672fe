"""The other graders, each called as its own documentation calls it; a grader that raises takes nothing."""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from benchmarks.exam.case import Case

__all__ = ["Grader", "peers"]

Grader = Callable[[Case], bool | None]
"""Whether a response is right; ``None`` if the grader is not made for such cases."""

_MATHS: Final = ("expressions", "numbers")


def peers() -> Mapping[str, Grader]:
    """Return each grader by the name in the report."""
    return {
        "math-verify": _math_verify(),
        "reward-doctor robust_match": _robust_match(),
        "verl math_verify": _verl_math_verify(),
        "verl math_reward": _verl("math_reward", _MATHS),
        "verl math_dapo": _verl("math_dapo", _MATHS),
        "verl gsm8k strict": _verl("gsm8k", ("numbers",), method="strict"),
        "verl gsm8k flexible": _verl("gsm8k", ("numbers",), method="flexible"),
    }


def _math_verify() -> Grader:
    library: Any = importlib.import_module("math_verify")
    letters = [library.StringExtractionConfig()]

    def grade(case: Case) -> bool | None:
        if case.scorer == "choices" and isinstance(case.reference, str):
            return library.verify(library.parse(case.reference, letters), library.parse(case.response, letters))
        if case.scorer not in _MATHS:
            return None
        gold = str(case.reference)
        return library.verify(library.parse(gold if "$" in gold else f"${gold}$"), library.parse(case.response))

    return grade


def _robust_match() -> Grader:
    library: Any = importlib.import_module("reward_doctor.reference")

    def grade(case: Case) -> bool | None:
        if case.scorer not in (*_MATHS, "choices", "labels") or not isinstance(case.reference, str):
            return None
        return library.robust_match(case.response, case.reference) > 0

    return grade


def _verl(module: str, scorers: tuple[str, ...], **options: object) -> Grader:
    library = _verl_module(module)

    def grade(case: Case) -> bool | None:
        if case.scorer not in scorers:
            return None
        scored: Any = library.compute_score(case.response, str(case.reference), **options)
        return (scored if isinstance(scored, (int, float)) else scored["score"]) > 0

    return grade


def _verl_math_verify() -> Grader:
    """Verl's call of math-verify, in this process: its own ``compute_score`` only adds a pool of processes."""
    library = _verl_module("math_verify")

    def grade(case: Case) -> bool | None:
        if case.scorer not in _MATHS:
            return None
        return library._verify_in_subprocess(f"\\boxed{{{case.reference}}}", case.response) > 0

    return grade


def _verl_module(name: str) -> ModuleType:
    """Load one file of verl's ``reward_score``. The package itself needs torch and ray before it can be imported."""
    folder = Path(str(distribution("verl").locate_file("verl/utils/reward_score")))
    spec = importlib.util.spec_from_file_location(f"verl_{name}", folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise RuntimeError(f"verl: got no module {name}, expected it in verl/utils/reward_score")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
