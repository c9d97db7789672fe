"""``Ran``: what the sandbox told of a program's cases: outcome, time and memory of each."""

from dataclasses import dataclass
from typing import Any, Final

from reward_runtime.answers.code.cases import Cases
from reward_runtime.answers.code.programs import Programs
from reward_runtime.answers.code.report import CaseReport
from reward_runtime.answers.code.runs import RUNS
from reward_runtime.extract.reasoning import final_text
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score

__all__ = ["Ran", "ran"]

_MB: Final = 1024 * 1024


@dataclass(frozen=True)
class Ran:
    """A program and its cases, the held-out ones first."""

    hidden: tuple[CaseReport, ...]
    visible: tuple[CaseReport, ...]

    def says(self) -> str:
        """Return the sentence of the terminal and the page."""
        cases = [*self.hidden, *self.visible]
        slowest = max(range(len(cases)), key=lambda at: cases[at].milliseconds)
        most = max(case.memory_bytes for case in cases)
        memory = f", most memory {most / _MB:.0f} MB" if most else ""
        took = f"{sum(case.milliseconds for case in cases):.0f} ms in {len(cases)} cases"
        return f"ran {took}, the slowest is case {slowest + 1} ({cases[slowest].milliseconds:.0f} ms){memory}"

    def to_json(self) -> list[dict[str, Any]]:
        """Return each case for JSON."""
        return [
            {"hidden": hidden, **vars(case)}
            for hidden, cases in ((True, self.hidden), (False, self.visible))
            for case in cases
        ]


def ran(reward: AnyReward, sample: Sample[object], score: Score) -> Ran | None:
    """Return what was told of a program that this process has just run; ``None`` if it ran none.

    Nothing is run again, because the report of a program is kept.
    """
    if not isinstance(reward.answers, Programs) or score.outcome is not Outcome.SCORED:
        return None
    response = sample.response or ""
    match = reward.extractor.find(response, [final_text(response)], reward.answers.normalize)
    program = None if match is None else reward.answers.parse_match(response, match)
    cases: Cases = reward.answers.parse_reference(reward.as_read(sample).reference)
    report = None if program is None else RUNS.report(program, cases)
    return None if report is None else Ran(report.hidden, report.visible)
