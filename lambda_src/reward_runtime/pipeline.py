"""The one place that knows every step: event -> samples -> scores -> reply, and telemetry beside it."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reward_runtime import deadline
from reward_runtime.errors import BadRowError, RewardDefinitionError, RewardError, shielded
from reward_runtime.reply import Row, to_envelope, to_reply
from reward_runtime.reward import Outcome, Reward, Score
from reward_runtime.samples import Sample, parse_samples
from reward_runtime.settings import Settings
from reward_runtime.telemetry.telemetry import Batch, Telemetry

if TYPE_CHECKING:
    from reward_runtime.judge.judging import Judging
    from reward_runtime.shadow import Shadow

__all__ = ["Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """One deployment's reward, ready to be called with events."""

    settings: Settings
    reward: Reward
    telemetry: Telemetry
    judging: "Judging | None" = None
    """Of a reward with judged dimensions."""
    shadow: "Shadow | None" = None
    """A second reward, for the log alone."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Pipeline":
        """Read the settings and load the reward they name; raises ``SettingsError`` or its kin."""
        settings = Settings.from_environment(environment)
        reward = _reward(settings.reward).weighted(settings.weights)
        judging = _judging(reward, settings)
        telemetry = Telemetry(settings, reward, judging.name if judging else "")
        return cls(settings, reward, telemetry, judging, _shadow(reward, settings))

    def __call__(self, event: object, context: object) -> list[Row] | Row:
        """Return the reply for an event; a ``RewardError`` is written to the log and raised."""
        batch = Batch(request_id=str(getattr(context, "aws_request_id", "")))
        try:
            with deadline.invocation(context):
                return shielded("the pipeline", lambda: self._reply(event, batch))
        except RewardError as error:
            self.telemetry.failure(error, batch)
            raise

    def _reply(self, event: object, batch: Batch) -> list[Row] | Row:
        samples = parse_samples(event)
        scores = self._scores(samples, batch)
        if self.settings.on_bad_row == "raise":
            _refuse_bad_rows(scores)
        rows = to_reply(scores)
        reply = to_envelope(rows) if self.settings.reply == "envelope" else rows
        if self.shadow is not None:
            batch.look = self.shadow.look(samples, scores)
        self.telemetry.batch(samples, scores, batch)
        return reply

    def _scores(self, samples: Sequence[Sample], batch: Batch) -> list[Score]:
        if self.judging is None:
            return list(map(self.reward.score, samples))
        batch.judge_stats = self.judging.new_stats()
        return self.judging.scores([self.reward.start(sample) for sample in samples], batch.judge_stats)


def _judging(reward: Reward, settings: Settings) -> "Judging | None":
    if all(callable(dimension.score) for dimension in reward.dimensions):
        return None
    # At init all the same; what needs no judge goes without the judge's client, which takes a third of a second.
    judging: type[Judging] = importlib.import_module("reward_runtime.judge.judging").Judging
    return judging.from_settings(reward, settings)


def _shadow(reward: Reward, settings: Settings) -> "Shadow | None":
    if not settings.shadow:
        return None
    shadow: type[Shadow] = importlib.import_module("reward_runtime.shadow").Shadow
    return shadow.read(settings.shadow, reward)


def _reward(name: str) -> Reward:
    reward: object = getattr(importlib.import_module(f"rewards.{name}"), "REWARD", None)
    if not isinstance(reward, Reward):
        raise RewardDefinitionError(f"rewards/{name}.py: got no REWARD, expected REWARD = Reward(...)")
    return reward


def _refuse_bad_rows(scores: list[Score]) -> None:
    bad = [(i, score.reason) for i, score in enumerate(scores) if score.outcome is Outcome.UNSCORABLE]
    if bad:
        index, reason = bad[0]
        raise BadRowError(
            f"{len(bad)} of {len(scores)} rows cannot be scored, first sample {index} ({reason}); mend the data, or"
            " set on_bad_row: floor"
        )
