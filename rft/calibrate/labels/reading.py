"""Rows in the form of any platform, with a column of ratings -> ``Labels``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from reward_runtime.judge.judging import Judging
from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome
from reward_runtime.settings import FailurePolicy

from rft.calibrate.judges.trivial import Trivial
from rft.calibrate.labels.labels import Labelled, Labels
from rft.calibrate.labels.nothing import Left, nothing
from rft.calibrate.labels.ratings import Ratings
from rft.calibrate.labels.seen import Seen
from rft.failures import CallError
from rft.score.scoring import Scored, Scoring
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found
from rft.score.tally.groups import prompt_key

__all__ = ["labelled"]


def labelled(
    lines: Iterable[Found | BadLine],
    reward: AnyReward,
    column: str | None,
    span: tuple[float, float],
    most: int | None = None,
    file: str = "",
) -> Labels:
    """Read the labels.

    Args:
        lines: the rows.
        reward: its judged dimensions are those that labels can be about.
        column: the column of the ratings; the one of ``COLUMNS`` that the rows have if ``None``.
        span: worst and best rating.
        most: labelled responses to take, from the first on; ``None`` for all.
        file: name of their file, for a message about all of it.

    Raises:
        CallError: a line is no row, a rating is none or stands in another column than those before, a response stands
            there twice, or there are too few labels.
    """
    reader = _Reader(reward, Ratings(reward, column, span))
    responses = list(islice(reader.responses(lines), most))
    found = Labels(
        responses,
        reader.ratings.column or "",
        span,
        reader.left.unlabelled,
        dict(reader.left.unjudged.most_common()),
        dict(reader.left.gated),
        [*reader.seen.notes(), *reader.ratings.notes()],
    )
    if not found.dimensions:
        raise CallError(f"labels: {f'{file}: ' if file else ''}{nothing(found, reader.left, reward, column)}")
    return found


@dataclass
class _Reader:
    reward: AnyReward
    ratings: Ratings
    seen: Seen = field(default_factory=Seen)
    left: Left = field(default_factory=Left)

    def responses(self, lines: Iterable[Found | BadLine]) -> Iterator[Labelled]:
        """Yield the judged and rated responses, found by a judge that asks nobody."""
        judging = Judging(self.reward, Trivial("length", ""), FailurePolicy(neutral=self.reward.floor, most=1.0))
        scoring, groups = Scoring(self.reward, judging, batch=1), dict[bytes, int]()
        for found, ratings in self._rated(lines):
            (result,) = scoring.results([found])
            if not isinstance(result, Scored):
                self.left.unjudged["its code fails"] += 1
            elif result.score.outcome is not Outcome.SCORED:
                self.left.unjudged[result.score.reason] += 1
            else:
                shut = [name for name in ratings if result.score.reasons.get(name) == "gated"]
                self.left.gated.update(shut)
                asked = {name: each for name, each in ratings.items() if name not in shut}
                if asked:
                    group = groups.setdefault(prompt_key(found.sample.prompt), len(groups))
                    yield Labelled(found, asked, group)

    def _rated(self, lines: Iterable[Found | BadLine]) -> Iterator[tuple[Found, Mapping[str, Sequence[float]]]]:
        for found in lines:
            if isinstance(found, BadLine):
                raise CallError(f"labels: {found.at}: {found.says}; correct or remove the line")
            ratings = self.ratings.of(found)
            if ratings is None:
                self.left.add(found)
            else:
                self.seen.add(found)
                yield found, ratings
