"""The one place that knows every step: event -> samples -> scores -> reply, and telemetry beside it."""

import importlib
import time
from collections.abc import Mapping
from dataclasses import dataclass

from reward_runtime import deadline
from reward_runtime.errors import BadRowError, RewardDefinitionError, RewardError, shielded
from reward_runtime.reply import Row, to_envelope, to_reply
from reward_runtime.reward import Outcome, Reward, Score
from reward_runtime.samples import parse_samples
from reward_runtime.settings import Settings
from reward_runtime.telemetry import Telemetry

__all__ = ["Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """One deployment's reward, ready to be called with events."""

    settings: Settings
    reward: Reward
    telemetry: Telemetry

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Pipeline":
        """Read the settings and load the reward they name; raises ``SettingsError`` or its kin."""
        settings = Settings.from_environment(environment)
        reward = _reward(settings.reward).weighted(settings.weights)
        return cls(settings, reward, Telemetry(settings, reward))

    def __call__(self, event: object, context: object) -> list[Row] | Row:
        """Return the reply for an event; a ``RewardError`` is written to the log and raised."""
        request_id = str(getattr(context, "aws_request_id", ""))
        try:
            with deadline.invocation(context):
                return shielded("the pipeline", lambda: self._reply(event, request_id))
        except RewardError as error:
            self.telemetry.failure(error, request_id)
            raise

    def _reply(self, event: object, request_id: str) -> list[Row] | Row:
        started = time.perf_counter()
        samples = parse_samples(event)
        scores = [self.reward.score(sample) for sample in samples]
        if self.settings.on_bad_row == "raise":
            _refuse_bad_rows(scores)
        rows = to_reply(scores)
        reply = to_envelope(rows) if self.settings.reply == "envelope" else rows
        self.telemetry.batch(samples, scores, started, request_id)
        return reply


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
