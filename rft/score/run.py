"""``Run``: one call of the verb, from its arguments to its tally."""

import contextlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from compiler.experiment.experiment import Experiment
from reward_runtime.reward import AnyReward

from rft.failures import CallError
from rft.invoke.rows import BATCH
from rft.local.stand_in import STAND_IN
from rft.score.kept import Kept, digest_of
from rft.score.scoring import Asked, Result, Scoring
from rft.score.source.lines import BadLine, Progress
from rft.score.source.progress import reading
from rft.score.source.samples import Found, file_samples, own_files, own_samples
from rft.score.tally.tally import Tally

if TYPE_CHECKING:
    from rft.deployed.function import Function

    # A reward without a judge loads none of the judge's modules.
    from rft.score.judge import Asking

_BATCH_OF_MODEL: Final = 8
"""Few, so that the progress bar moves on."""
MOST_BY_MODEL: Final = 50
"""Samples that a model judges unless the caller asks for another number."""


class Source(Protocol):
    """Something that scores samples."""

    def results(self, found: Iterable[Found | BadLine]) -> Iterator[Result]:
        """Yield one result for each sample and bad line, in order."""
        ...


@dataclass(frozen=True)
class Run:
    """The samples to score, and the judge."""

    experiment: Experiment
    reward: AnyReward
    given: tuple[Path, ...]
    """Files of rows; none for the reward's own data."""
    count: int | None
    """Most samples to score; ``None`` for all."""
    by_model: bool = False
    """Whether the experiment's own model judges in this process."""
    agreed: bool = False
    """Whether the caller agreed to the cost beforehand."""
    resume: Path | None = None
    """A file of results, which are used and added to."""
    function: "Function | None" = None
    """The deployed function that scores; ``None`` to score in this process."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are read."""
        return self.given or own_files(self.experiment.reward)

    @property
    def judged_by(self) -> str:
        """Name of the judge; empty if nobody judges."""
        if self.function is not None:
            from rft.deployed.about import judge_of_callee

            return judge_of_callee(self.function.callee)
        if not self.reward.judged:
            return ""
        from rft.score.judge import judge_of

        if not self.by_model:
            return STAND_IN
        judge = judge_of(self.experiment)
        return judge.model or judge.endpoint or ""

    def score(self, show: int, also: Callable[[Result], None], bar: bool = True) -> tuple[Tally, Asked]:
        """Score the samples and return the sums.

        Args:
            show: samples to keep for the screen.
            also: gets each result.
            bar: whether a progress bar may be shown.

        Raises:
            CallError: a file is not a file of JSON lines, or the caller does not agree to the cost.
        """
        tally, asked = Tally(self.reward, show), Asked()
        with self._kept() as kept, self._scoring(asked, kept) as scoring, reading(self._bytes(), bar) as progress:
            for result in scoring.results(self.found(progress.read)):
                tally.add(result)
                also(result)
                progress.scored()
            asked.kept = 0 if kept is None else kept.used
            asked.invocations = 0 if self.function is None else self.function.calls
        return tally, asked

    @contextmanager
    def _scoring(self, asked: Asked, kept: Kept | None) -> Generator[Source]:
        if self.function is not None:
            from rft.deployed.scoring import DeployedScoring

            self._agree_deployed(self.function)
            yield DeployedScoring(self.function, kept)
            return
        with self._asking() as asking:
            judging, heard = (None, None) if asking is None else asking
            seconds = self.experiment.timeout_seconds
            yield Scoring(self.reward, judging, asked, self._batch(), seconds, heard, kept)

    @contextmanager
    def _kept(self) -> Generator[Kept | None]:
        if self.resume is None:
            yield None
            return
        # A revision never changes, so its ARN stands for all of it.
        stands_for = (
            digest_of(self.experiment, self.judged_by)
            if self.function is None
            else f"deployed {self.function.callee.arn}"
        )
        with contextlib.closing(Kept(self.resume, stands_for)) as kept:
            yield kept

    @contextmanager
    def _asking(self) -> "Generator[Asking | None]":
        if not self.reward.judged:
            if self.by_model:
                raise CallError("--by-model: got a reward that no model judges, expected a judged one; leave it out")
            yield None
            return
        from rft.score.judge import judging_by_model, judging_by_stand_in

        if self.by_model:
            self._agree()
            yield judging_by_model(self.reward, self.experiment)
        else:
            with judging_by_stand_in(self.reward, self.experiment) as asking:
                yield asking

    def _agree(self) -> None:
        from rft.score.cost import confirm, estimate
        from rft.score.judge import check_credentials, judge_of, region_of

        judge = judge_of(self.experiment)
        check_credentials()
        samples = (each.sample for each in self.found(lambda _: None) if isinstance(each, Found))
        cost = estimate(self.reward, samples, judge.max_tokens)
        confirm(cost, judge, region_of(self.experiment), self.agreed)

    def _agree_deployed(self, function: "Function") -> None:
        from rft.deployed.question import Question
        from rft.score.cost import Cost, estimate

        if function.callee.place.name == "local":
            return
        judge, count = self.experiment.judge, 0
        samples = (each.sample for each in self.found(lambda _: None) if isinstance(each, Found))
        cost: Cost | None = None
        if self.reward.judged and judge is not None:
            cost = estimate(self.reward, samples, judge.max_tokens)
            count = cost.samples
        else:
            count = sum(1 for _ in samples)
        Question.about(function, count, cost).ask(self.agreed)

    def found(self, read: Progress) -> Iterator[Found | BadLine]:
        """Yield the samples to score, and the lines that hold none; ``read`` gets the bytes."""
        most = self._most()
        found = (
            chain.from_iterable(file_samples(file, read) for file in self.given)
            if self.given
            else own_samples(self.experiment.reward, read)
        )
        return found if most is None else _first(found, most)

    def _most(self) -> int | None:
        if self.function is not None:
            from rft.deployed.question import most_samples

            return most_samples(self.function, self.count)
        return MOST_BY_MODEL if self.by_model and self.count is None else self.count

    def _batch(self) -> int:
        """Return the samples that are judged at once: as many as the model's quota allows in time, and few."""
        if not self.by_model:
            return BATCH
        from rft.score.judge import samples_in_time

        return min(_BATCH_OF_MODEL, samples_in_time(self.reward, self.experiment))

    def _bytes(self) -> int | None:
        return sum(each.stat().st_size for each in self.files if each.is_file()) or None


def _first(found: Iterable[Found | BadLine], most: int) -> Iterator[Found | BadLine]:
    """Yield the items before the sample after the first ``most``."""
    left = most
    for each in found:
        left -= isinstance(each, Found)
        yield each
        if not left:
            return
