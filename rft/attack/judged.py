"""A judged reward under attack: its verdicts come from the stand-in judge, or from the experiment's own model."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compiler.attack.engine import Attack, Depth, attack
from compiler.attack.event import event_of
from compiler.attack.subject import Paid, Said, Subject
from compiler.experiment.experiment import Experiment
from reward_runtime.errors import EventError
from reward_runtime.reward import AnyReward
from reward_runtime.samples import parse_samples

from rft.attack.calls import forecast
from rft.attack.cases import cases_of
from rft.attack.stood_in import by_stand_in
from rft.score.judge import judging_by_stand_in
from rft.score.scoring import Result, Scored, Scoring
from rft.score.source.samples import Found

__all__ = ["attack_judged"]


@dataclass(frozen=True)
class _Judged:
    """Pays responses by a reward and its judge."""

    scoring: Scoring

    def pay(self, said: Sequence[Said]) -> list[Paid]:
        """Return the pay of each response; a lost verdict is a failure."""
        found = [self._found(each) for each in said]
        results = iter(self.scoring.results([each for each in found if isinstance(each, Found)]))
        return [self._paid(next(results)) if isinstance(each, Found) else each for each in found]

    def _found(self, said: Said) -> Found | Paid:
        try:
            (sample,) = parse_samples(event_of(*said))
        except EventError as error:
            return Paid(None, str(error))
        return Found(sample, "attack", "attack")

    def _paid(self, result: Result) -> Paid:
        if isinstance(result, Scored):
            return Paid(result.score.aggregate)
        return Paid(None, result.says)


def attack_judged(reward: AnyReward, experiment: Experiment, depth: Depth, seed: int) -> tuple[Attack, int]:
    """Attack a judged reward in this process, with the stand-in judge; and return its calls as well."""
    with judging_by_stand_in(reward, experiment) as asking:
        target = _Judged(Scoring(reward, asking.judging, seconds=experiment.timeout_seconds))
        subject = Subject(
            target,
            cases_of(reward, experiment.reward),
            form=reward.template,
            low=reward.floor,
            high=reward.ceiling,
            open=True,
            judged=True,
        )
        size = forecast(subject, reward, 0, depth, seed)
        print(f"attack: about {size.tries.responses} responses, {size.by_stand_in()}", file=sys.stderr)
        found = attack(subject, depth, seed)
        asked = target.scoring.asked.calls
    return replace(found, findings=[by_stand_in(each) for each in found.findings]), asked
