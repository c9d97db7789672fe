"""``RUNS``: (program, cases) -> ``Report``, each pair run once.

Alone it runs a program at once. Of a batch it first notes all programs that the scorers ask for, has them run together,
and then lets the scorers ask again: nobody waits for one program after another.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Final, Protocol, TypeVar

from reward_runtime.answers.code.cases import Cases
from reward_runtime.answers.code.connect import connect
from reward_runtime.answers.code.report import Report, report_of
from reward_runtime.errors import InfrastructureError, OperatorError

__all__ = ["RUNS", "Job", "ProgramRuns", "Runner"]

S = TypeVar("S")
T = TypeVar("T")

Job = Mapping[str, object]
"""``program`` and ``cases``: the inputs of each case. It holds no expected result."""
_KEPT: Final = 8_192
"""Reports, some 1 KB each."""
_ROUNDS: Final = 16
"""Most times that a batch is scored again. A scorer asks for one program a round, and for the row's solution."""


class Runner(Protocol):
    """Runs programs in a sandbox."""

    def run(self, jobs: Sequence[Job]) -> Sequence[Sequence[Mapping[str, object]]]:
        """Return for each job the result of each case. Raises ``InfrastructureError`` if a sandbox fails."""
        ...


class _NotRunYet(InfrastructureError):
    """The report of a program of a batch is not there yet."""


class ProgramRuns:
    """The programs that were run, and those that are to be."""

    def __init__(self, new_runner: Callable[[], Runner] = connect) -> None:
        """Take the function that makes the runner when the first program is to be run."""
        self._new_runner, self._runner = new_runner, None
        self._kept = OrderedDict[bytes, Report]()
        self._noted: dict[bytes, tuple[str, Cases]] | None = None

    def report(self, program: str, cases: Cases) -> Report:
        """Return the report on a program. Raises ``InfrastructureError`` if no sandbox runs it."""
        key = _key(program, cases)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if self._noted is not None:
            self._noted[key] = program, cases
            raise _NotRunYet("a program of the batch has not been run yet")
        return self._run({key: (program, cases)})[key]

    def batch(self, score: Callable[[S], T], samples: Sequence[S]) -> list[T]:
        """Return ``score`` of each sample, in order; their programs are run together."""
        done: dict[int, T] = {}
        for _ in range(_ROUNDS):
            noted = self._noted = {}
            try:
                for at in [at for at in range(len(samples)) if at not in done]:
                    try:
                        done[at] = score(samples[at])
                    except _NotRunYet:
                        continue
            finally:
                self._noted = None
            if not noted:
                return [done[at] for at in range(len(samples))]
            self._run(noted)
        raise OperatorError(
            f"code: got new programs for a sample in {_ROUNDS} rounds, expected few; let its scorers run one program"
        )

    def _run(self, asked: Mapping[bytes, tuple[str, Cases]]) -> dict[bytes, Report]:
        if self._runner is None:
            self._runner = self._new_runner()
        given = [[case.given for case in (*cases.hidden, *cases.visible)] for _, cases in asked.values()]
        jobs = [{"program": program, "cases": each} for (program, _), each in zip(asked.values(), given, strict=True)]
        results = self._runner.run(jobs)
        pairs = zip(asked.items(), results, strict=True)
        reports = {key: report_of(cases, runs) for (key, (_, cases)), runs in pairs}
        self._kept.update(reports)
        while len(self._kept) > max(_KEPT, len(reports)):
            self._kept.popitem(last=False)
        return reports


def _key(program: str, cases: Cases) -> bytes:
    text = repr((program, cases.hidden, cases.visible))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


RUNS: Final = ProgramRuns()
"""The one of this process."""
