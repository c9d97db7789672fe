"""How often a judged attack asks its judge, before it begins: the planned responses that code does not score alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compiler.attack.engine import Depth, Tries, planned
from compiler.attack.event import event_of
from compiler.attack.subject import Said, Subject
from reward_runtime.errors import EventError, RewardError
from reward_runtime.judge.judging import item_of
from reward_runtime.judge.rubric.prefilter import rejection
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample, parse_samples
from reward_runtime.score import PendingScore

from rft.score.cost import Cost, estimate

__all__ = ["Forecast", "forecast"]


@dataclass(frozen=True)
class Forecast:
    """The size of an attack on a judged reward."""

    tries: Tries
    questions: int
    """Calls of the judge if it praises nothing: a question that comes again is answered by the verdict that is kept."""
    cost: Cost
    """At most: if the judge praises everything, each response is asked about twice."""

    def by_stand_in(self) -> str:
        """Return the sentence to print before the stand-in judges."""
        return (
            f"judged by about {self.questions} calls of the stand-in judge, and at most {self.cost.calls}: no model is "
            "asked, so they cost nothing"
        )


def forecast(subject: Subject, reward: AnyReward, max_tokens: int, depth: Depth, seed: int) -> Forecast:
    """Return the size of an attack, without its target and without its judge."""
    tries = planned(subject, depth, seed)
    judged = list(_judged(reward, tries.said))
    rubrics = {each.score.rubric for each in reward.judged if isinstance(each.score, Judged)}
    return Forecast(tries, len(judged) * len(rubrics), estimate(reward, judged, max_tokens))


def _judged(reward: AnyReward, said: Sequence[Said]) -> Iterator[Sample[object]]:
    """Yield a sample for each response that the judge is asked about, each once."""
    for each in {(each.case.prompt, each.response): each for each in said}.values():
        try:
            (sample,) = parse_samples(event_of(*each))
            started = reward.start(sample)
        except (EventError, RewardError):
            # A failure is found by the attack itself, and asks nobody.
            continue
        if isinstance(started, PendingScore) and not _rejected(reward, started):
            yield sample


def _rejected(reward: AnyReward, pending: PendingScore) -> bool:
    items = (item_of(each.score.rubric, pending) for each in reward.judged if isinstance(each.score, Judged))
    return any(rejection(item.response, item.reference) is not None for item in items)
