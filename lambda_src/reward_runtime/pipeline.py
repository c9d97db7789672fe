"""All steps of one invocation: event -> samples -> scores -> reply, with telemetry beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reward_runtime import deadline
from reward_runtime.errors import BadRowError, RewardError, guarded
from reward_runtime.events import unwrap
from reward_runtime.reply import Row, to_envelope, to_reply
from reward_runtime.reward import AnyReward, Outcome, Score, load_reward
from reward_runtime.rows.preflight import is_dry_run, with_ids
from reward_runtime.samples import Sample, parse_samples
from reward_runtime.settings import Settings
from reward_runtime.shadow import Shadow
from reward_runtime.telemetry.telemetry import Batch, Telemetry

if TYPE_CHECKING:
    # A reward without a judge loads none of the judge's modules, which take a third of a second.
    from reward_runtime.judge.judging import Judging

__all__ = ["Pipeline"]

T = TypeVar("T")


@dataclass(frozen=True)
class Pipeline:
    """One deployment's reward, ready to be called with events."""

    settings: Settings
    reward: AnyReward
    telemetry: Telemetry
    judging: "Judging | None" = None
    """Scores the judged dimensions; ``None`` if the reward has none."""
    shadow: Shadow | None = None
    """A second reward, for the log alone; ``None`` if the experiment names none."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Pipeline":
        """Read the settings and load the reward they name; raises ``SettingsError`` or a related error."""
        settings = Settings.from_environment(environment)
        reward = load_reward(settings.reward).weighted(settings.weights)
        judging = _judging(reward, settings)
        telemetry = Telemetry(settings, reward, judging.name if judging else "")
        shadow = Shadow.read(settings.shadow, reward) if settings.shadow else None
        return cls(settings, reward, telemetry, judging, shadow)

    def __call__(self, event: object, context: object) -> list[Row] | Row:
        """Return the reply for an event; a ``RewardError`` is written to the log and raised."""
        batch = Batch(request_id=str(getattr(context, "aws_request_id", "")))
        try:
            with deadline.invocation(context):
                return guarded("the pipeline", self._reply, event, batch)
        except RewardError as error:
            self.telemetry.failure(error, batch)
            raise

    def _reply(self, event: object, batch: Batch) -> list[Row] | Row:
        rows = unwrap(event)
        if is_dry_run(rows):
            return self._dry_run(rows, batch)
        samples = parse_samples(rows)
        scores = self._scores(samples, batch)
        if self.settings.on_bad_row == "raise":
            _refuse_bad_rows(scores)
        reply = self._in_form(scores)
        if self.shadow is not None:
            batch.shadow = self.shadow.score_batch(samples, scores)
        self.telemetry.batch(samples, scores, batch)
        return reply

    def _dry_run(self, rows: Sequence[object], batch: Batch) -> list[Row] | Row:
        """Answer a dry run in the form of a training reply: every row flagged, no judge asked, no metric written."""
        samples = parse_samples(with_ids(rows))
        scores = [self.reward.floored(sample, Outcome.UNSCORABLE, "preflight") for sample in samples]
        reply = self._in_form(scores)
        self.telemetry.preflight(len(samples), batch)
        return reply

    def _in_form(self, scores: Sequence[Score]) -> list[Row] | Row:
        rows = to_reply(scores)
        return to_envelope(rows) if self.settings.reply == "envelope" else rows

    def _scores(self, samples: Sequence[Sample[object]], batch: Batch) -> list[Score]:
        if self.judging is None:
            return self._each(self.reward.score, samples)
        batch.judge_stats = self.judging.new_stats()
        return self.judging.scores(self._each(self.reward.start, samples), batch.judge_stats)

    def _each(self, score: Callable[[Sample[object]], T], samples: Sequence[Sample[object]]) -> list[T]:
        if not self.reward.runs_programs:
            return [score(sample) for sample in samples]
        from reward_runtime.answers.code.runs import RUNS

        return RUNS.batch(score, samples)


def _judging(reward: AnyReward, settings: Settings) -> "Judging | None":
    if not reward.judged:
        return None
    from reward_runtime.judge.judging import Judging

    return Judging.from_settings(reward, settings)


def _refuse_bad_rows(scores: list[Score]) -> None:
    bad = [(i, score.reason) for i, score in enumerate(scores) if score.outcome is Outcome.UNSCORABLE]
    if bad:
        index, reason = bad[0]
        raise BadRowError(
            f"{len(bad)} of {len(scores)} rows cannot be scored, first sample {index} ({reason}); correct the data, or"
            " set on_bad_row: floor"
        )
