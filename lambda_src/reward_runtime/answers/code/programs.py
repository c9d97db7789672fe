"""``Programs``: answers that are Python programs; a program is right if it passes the row's held-out cases."""

from dataclasses import dataclass
from typing import ClassVar

from reward_runtime.answer import Answer, Extractor
from reward_runtime.answers.code.cases import Cases, read_cases
from reward_runtime.answers.code.fenced import fenced_program
from reward_runtime.answers.code.runs import RUNS
from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.samples import Sample

__all__ = ["Programs", "runs_tests"]

_MOST_CHARS = 100_000
"""Characters of a program."""


@dataclass(frozen=True)
class Programs(AnswerKind[str, Cases]):
    """Python programs, run in the sandbox: see docs/code_rewards.md for the form of a row's cases."""

    runs_programs: ClassVar[bool] = True
    """Rewards with this kind need a sandbox, and the experiment's block ``sandbox:``."""

    def parse(self, text: str) -> str | None:
        """Return the program; ``None`` for a blank text, or for one of over 100,000 characters."""
        program = text.removeprefix("\ufeff")
        return program if program.strip() and len(program) <= _MOST_CHARS else None

    def parse_reference(self, reference: object) -> Cases:
        """Return the row's cases; else ``RowFault``: see ``read_cases``."""
        return read_cases(reference)

    def compare(self, answer: str, reference: Cases) -> Grade:
        """Run the program: grade 1 if it passes every held-out case, else 0."""
        report = RUNS.report(answer, reference)
        return Grade(float(report.share == 1), report.reason)

    def normalize(self, text: str) -> str:
        """Return the text without the blanks around it: two programs agree if they are written alike."""
        return text.strip()

    def render(self, reference: object) -> str | None:
        """Return the row's solution; ``None`` if it has none."""
        return self.parse_reference(reference).solution

    def extractor(self) -> Extractor:
        """The program in a fenced block."""
        return fenced_program()


def runs_tests(sample: Sample[Cases], answer: Answer[str]) -> Grade:
    """Run the program, and return the share of the held-out cases that it passes, 0..1; 0 if it does not compile."""
    report = RUNS.report(answer.value, sample.reference)
    return Grade(report.share, report.reason)
