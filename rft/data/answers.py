"""The experiment's own reward on a row: whether its reference can be scored, and how its answer reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reward_runtime.errors import RewardError, RowFault
from reward_runtime.reward import AnyReward, Outcome, Score
from reward_runtime.samples import parse_samples

from rft.data.fault import Fault

__all__ = ["Answers"]


@dataclass(frozen=True)
class Answers:
    """Asks a reward about rows, without a judge and without a response."""

    reward: AnyReward

    @property
    def need_references(self) -> bool:
        """Whether a row without a reference cannot be scored."""
        return self.fault_of({"messages": [{"role": "user", "content": "a question"}]}, None) is not None

    def fault_of(self, row: Mapping[str, Any], reference: object) -> tuple[Fault, str] | None:
        """Return the fault of the row's reference with its reason, or None if its right answer earns the ceiling."""
        turns: list[dict[str, Any]] = [{"role": "user", "content": "a question"}, {"role": "assistant", "content": ""}]
        asked = {**row, "id": "row", "messages": turns}
        if reference is not None:
            asked["reference_answer"] = reference
        try:
            (sample,) = parse_samples([asked])
            score = self.reward.start(sample)
        except RewardError as error:
            return Fault.REWARD_RAISED, str(error)
        unscorable = isinstance(score, Score) and score.outcome is Outcome.UNSCORABLE
        return (Fault.UNSCORABLE, score.reason) if unscorable and isinstance(score, Score) else None

    def right_answer(self, reference: object) -> str | None:
        """Return the right answer as the reward writes it, or None if it writes none."""
        try:
            return self.reward.answers.render(reference)
        except (RowFault, RewardError, ValueError, TypeError):
            return None
