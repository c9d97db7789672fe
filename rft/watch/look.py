"""``Look``: a job, its rewards and its alarms at one moment, and the line about them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rft.watch.job_state import JobState
from rft.watch.red_alarms import Alarms
from rft.watch.rewards import MINUTES, Rewards

__all__ = ["Look"]


@dataclass(frozen=True)
class Look:
    """The state of job, rewards and alarms."""

    at: datetime
    job: JobState | None
    """None if the caller named no job."""
    rewards: Rewards
    alarms: Alarms

    @property
    def line(self) -> str:
        """One line."""
        parts = [f"{self.at:%H:%M:%S}", *self._job(), self._rewards(), self._alarms(), self.alarms.silence]
        return "  ".join(parts)

    @property
    def as_dict(self) -> dict[str, Any]:
        """The same for JSON."""
        job = asdict(self.job) if self.job else None
        silence = {"no_data": self.alarms.no_data, "sent": self.alarms.no_data_is_sent}
        return {
            "at": self.at.isoformat(),
            "job": job,
            "rewards": asdict(self.rewards),
            "red": list(self.alarms.red),
            "silence": silence,
        }

    def _job(self) -> list[str]:
        if self.job is None:
            return []
        return [f"{self.job.name}: {self.job.status}{f' ({self.job.detail})' if self.job.detail else ''}"]

    def _rewards(self) -> str:
        got = self.rewards
        parts = [f"{got.samples} samples in {MINUTES} minutes"]
        if got.mean_share is not None and got.floor_share is not None:
            parts += [f"mean reward {got.mean_share:.1%} of its range", f"{got.floor_share:.0%} at the floor"]
        if got.failed:
            parts.append(f"{got.failed} failed calls")
        return ", ".join(parts)

    def _alarms(self) -> str:
        return f"red: {', '.join(self.alarms.red)}" if self.alarms.red else "no alarm is red"
