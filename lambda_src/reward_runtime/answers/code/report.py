"""The result of a program: runs and cases -> ``Report``. The comparison is made here, far from the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reward_runtime.answers.code.cases import Case, Cases, same_text
from reward_runtime.answers.code.written import Unwritable, canonical

__all__ = ["CaseReport", "Report", "report_of"]

DONE: Final = "done"
_OUTCOMES: Final = frozenset(
    {"uncompiled", "no_function", "exited", "too_much_output", "out_of_memory", "raised", "out_of_fuel", "too_deep"}
)
"""Outcomes that a reason names; any other is ``trapped``: the program asked for something that the sandbox does not
have."""


@dataclass(frozen=True)
class CaseReport:
    """One case."""

    passed: bool
    reason: str
    """``passed``, ``wrong``, or why the run ended otherwise: fit for logs."""
    fuel: int = 0
    """Instructions of WebAssembly that it took, equal on every machine."""
    milliseconds: float = 0.0
    """Time that it took."""
    memory_bytes: int = 0
    """Most memory that it had, Python's own 20 MB included; 0 if the sandbox's machine does not tell."""


@dataclass(frozen=True)
class Report:
    """One program against all cases of a row."""

    hidden: tuple[CaseReport, ...]
    visible: tuple[CaseReport, ...] = ()

    @property
    def share(self) -> float:
        """Share of the held-out cases that pass, 0..1."""
        return sum(case.passed for case in self.hidden) / len(self.hidden)

    @property
    def reason(self) -> str:
        """Why it did not pass: the reason of the first held-out case that fails; ``passed`` if none does."""
        return next((case.reason for case in self.hidden if not case.passed), "passed")


def report_of(cases: Cases, runs: Sequence[Mapping[str, object]]) -> Report:
    """Return the report on the runs of a program, one for each hidden and then each visible case."""
    listed = [*cases.hidden, *cases.visible]
    reports = tuple(_compared(case, run) for case, run in zip(listed, runs, strict=True))
    return Report(reports[: len(cases.hidden)], reports[len(cases.hidden) :])


def _compared(case: Case, run: Mapping[str, object]) -> CaseReport:
    passed = run.get("outcome") == DONE and _is_right(case, run)
    fuel, milliseconds, memory = (run.get(name) for name in ("fuel", "milliseconds", "memory_bytes"))
    return CaseReport(
        passed,
        "passed" if passed else _reason(run.get("outcome")),
        fuel if type(fuel) is int else 0,
        float(milliseconds) if isinstance(milliseconds, (int, float)) else 0.0,
        memory if type(memory) is int else 0,
    )


def _is_right(case: Case, run: Mapping[str, object]) -> bool:
    if "stdin" in case.given:
        stdout = run.get("stdout")
        return isinstance(stdout, str) and same_text(stdout) == case.expected
    try:
        return canonical(run.get("value"), tuples_are_lists=case.in_json) == case.expected
    except Unwritable:
        return False


def _reason(outcome: object) -> str:
    if outcome == DONE:
        return "wrong"
    return outcome if isinstance(outcome, str) and outcome in _OUTCOMES else "trapped"
