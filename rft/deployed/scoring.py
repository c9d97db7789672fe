"""``DeployedScoring``: samples -> results, by a deployed function, in the order in which they came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rft.deployed.function import Function
from rft.deployed.rows import result_of, row_of
from rft.score.fault import Fault
from rft.score.kept import Kept
from rft.score.scoring import Result, Scored
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found

__all__ = ["DeployedScoring"]


@dataclass(frozen=True)
class DeployedScoring:
    """Scores samples by a function, a batch at a time. A batch of samples is in memory."""

    function: Function
    kept: Kept | None = None
    """Results of an earlier run."""

    def results(self, found: Iterable[Found | BadLine]) -> Iterator[Result]:
        """Yield one result for each sample and bad line.

        Raises:
            CheckFailed: see ``Function.pay``.
        """
        rest = iter(found)
        while part := list(islice(rest, self.function.batch)):
            known = [self._known(each) for each in part]
            unknown = [each for each, result in zip(part, known, strict=True) if result is None]
            new = iter(self._paid([each for each in unknown if isinstance(each, Found)]))
            for result in known:
                yield next(new) if result is None else result

    def _known(self, each: Found | BadLine) -> Result | None:
        """Return the result that needs no call: a bad line, or a kept result."""
        if isinstance(each, BadLine):
            return each
        kept = None if self.kept is None else self.kept.get(each)
        return None if kept is None else Scored(each, *kept)

    def _paid(self, found: list[Found]) -> list[Scored | Fault]:
        paid = self.function.pay([row_of(each) for each in found])
        results = [result_of(each, one) for each, one in zip(found, paid, strict=True)]
        if self.kept is not None:
            for result in results:
                if isinstance(result, Scored):
                    self.kept.put(result.found, result.score, result.seconds, {})
            self.kept.commit()
        return results
