"""A reward in the rehearsal's process, as the attacks see it: rows -> ``Subject``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reward_runtime.answers.free_text import AsIs
from reward_runtime.answers.kind import wrong
from reward_runtime.reply import to_reply
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample, parse_samples

from compiler.attack.case import case_of, is_open
from compiler.attack.engine import Depth, attack
from compiler.attack.limits import DidNotEnd
from compiler.attack.subject import Case, Paid, Said, Subject
from compiler.rehearsal.inside.right_answers import as_read, right_answer
from compiler.rehearsal.inside.rows import Row
from compiler.rehearsal.inside.trials import Stopped, Trials

__all__ = ["attacked"]


@dataclass(frozen=True)
class _Attacked:
    """Pays responses by the reward, within the limits of the rehearsal."""

    trials: Trials
    samples: Mapping[int, Sample[Any]]
    """By the identity of the case."""
    worst: Mapping[str, float]
    """Criterion -> 0, for each that a judge is asked about."""

    def pay(self, said: Sequence[Said]) -> list[Paid]:
        """Return the pay of each response."""
        return [self._paid(case, response) for case, response in said]

    def wrong(self, case: Case, text: str) -> bool:
        """Say whether a text is wrong by the kind's own comparison."""
        sample = self._sample(case)
        found = self.trials.attempt(wrong, self.trials.reward.answers, [text], sample.reference, sample=sample)
        return bool(found)

    def answer(self, event: object) -> object:
        """Return the reply to an event."""
        return to_reply([self.trials.reward.score(sample) for sample in parse_samples(event)])

    def _sample(self, case: Case) -> Sample[Any]:
        known = self.samples.get(id(case))
        # An attack may have added turns to the row.
        return parse_samples([case.row])[0] if known is None else known

    def _paid(self, case: Case, response: str) -> Paid:
        # A perfect judge: the best verdicts for the right answer, the worst for any other.
        verdict = dict[str, float]() if any(right in response for right in case.right) else self.worst
        try:
            score = self.trials.score(self._sample(case), response, verdict)
        except Stopped:
            raise DidNotEnd(Said(case, response)) from None
        if score is not None:
            return Paid(score.aggregate)
        last = self.trials.findings[-1]
        return Paid(None, f"{last.place}: {last.says}")


def attacked(trials: Trials, rows: Sequence[Row], depth: str, seed: int) -> dict[str, Any]:
    """Attack a reward on its rows, by a perfect judge if it is judged, and return the findings as JSON."""
    reward, read = trials.reward, [as_read(trials, row) for row in rows]
    cases = [_case(row, right_answer(trials, row), reward.template) for row in read]
    target = _Attacked(trials, {id(case): row.sample for case, row in zip(cases, read, strict=True)}, _worst(reward))
    subject = Subject(
        target,
        cases,
        form=reward.template,
        low=reward.floor,
        high=reward.ceiling,
        judged=bool(reward.judged),
        open=is_open(reward.answers, cases),
        # A function of another library compares by itself.
        wrong=None if isinstance(reward.answers, AsIs) else target.wrong,
        answer=None if reward.judged else target.answer,
    )
    return attack(subject, Depth(depth), seed).to_json()


def _case(row: Row, right: str | None, template: str) -> Case:
    sample = row.sample
    return case_of(sample.fields, sample.prompt, right, sample.reference, row.responses, template)


def _worst(reward: AnyReward) -> dict[str, float]:
    return {str(getattr(each.score, "criterion", "")): 0.0 for each in reward.judged}
