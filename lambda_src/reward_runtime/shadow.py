"""``Shadow``: a second reward that scores a share of the samples for the log alone; no job ever sees it.

samples -> those chosen by the hash of their ids -> shadow scores by place, and how many failed

It runs after the reply is made. Its errors are counted, and go no further.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from reward_runtime import names
from reward_runtime.deadline import seconds_left
from reward_runtime.errors import RewardDefinitionError, RewardError, SettingsError
from reward_runtime.reward import AnyReward, Outcome, Score, load_reward
from reward_runtime.samples import Sample

__all__ = ["Shadow", "ShadowBatch"]

_LEAST_SECONDS: Final = 1.0
"""With less time left than this, no further sample is scored, so that the shadow never costs a job its reply."""
_SPACE: Final = 2**64


class ShadowBatch(NamedTuple):
    """The shadow's scores of one batch."""

    scores: Mapping[int, float]
    """Place of a sample -> its shadow reward, in the shadow's own range."""
    gaps: Mapping[int, float]
    """Place of a sample -> share of the reward's range less share of the shadow's, -1..1."""
    errors: int = 0
    """Samples on which the shadow raised."""
    error: str = ""
    """Its first error; no text of a row is in it."""


@dataclass(frozen=True)
class Shadow:
    """The shadow of one deployment."""

    beside: AnyReward
    """The reward that the job gets."""
    reward: AnyReward
    """One that needs no judge."""
    share: float
    """Of the samples, above 0 to 1."""

    @classmethod
    def read(cls, text: str, beside: AnyReward) -> "Shadow":
        """Read ``<reward>:<share>`` and load that reward; ``SettingsError`` or ``RewardDefinitionError`` if not."""
        name, _, share = text.partition(":")
        try:
            number = float(share)
        except ValueError:
            number = math.nan
        if not name.isidentifier() or not 0 < number <= 1:
            raise SettingsError(f"{names.ENV_SHADOW}: got {text[:80]!r}, expected '<reward>:<share above 0, to 1>'")
        reward = load_reward(name)
        if reward.judged:
            raise RewardDefinitionError(
                f"rewards/{name}.py: got a judged REWARD, expected one without a judge for a shadow"
            )
        return cls(beside, reward, number)

    def score_batch(self, samples: Sequence[Sample[object]], scores: Sequence[Score]) -> ShadowBatch:
        """Score the chosen samples, beside their scores; raises nothing."""
        found: dict[int, float] = {}
        gaps: dict[int, float] = {}
        errors: list[str] = []
        for place in self._chosen(samples, scores):
            if seconds_left(math.inf) < _LEAST_SECONDS:
                break
            try:
                score = self.reward.score(samples[place])
            except RewardError as error:
                errors.append(f"{type(error).__name__}: {error}")
                continue
            if score.outcome is not Outcome.UNSCORABLE:
                found[place] = score.aggregate
                gaps[place] = _share(self.beside, scores[place]) - _share(self.reward, score)
        return ShadowBatch(found, gaps, len(errors), errors[0] if errors else "")

    def _chosen(self, samples: Sequence[Sample[object]], scores: Sequence[Score]) -> Iterator[int]:
        """Yield the places of chosen samples whose response was scored: a neutral value has no gap to anything."""
        for place, (sample, score) in enumerate(zip(samples, scores, strict=True)):
            if score.outcome not in (Outcome.SCORED, Outcome.NO_ANSWER):
                continue
            # A lone sample without an id is known by its prompt.
            text = json.dumps(sample.prompt if sample.id is None else sample.id)
            digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
            if int.from_bytes(digest, "big") < self.share * _SPACE:
                yield place


def _share(reward: AnyReward, score: Score) -> float:
    return (score.aggregate - reward.floor) / (reward.ceiling - reward.floor)
