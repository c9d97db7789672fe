"""A simulated group of rollouts: responses to one prompt, which training compares with one another, and their ranks."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from compiler.attack.event import event_of
from compiler.attack.subject import Case

__all__ = ["Rollout", "group_of"]

_ROUNDING = 1e-9


class Rollout(NamedTuple):
    """One response of a group."""

    kind: str
    """``right``, ``nothing`` or ``attack``."""
    case: Case
    response: str
    reward: float


def group_of(honest: Sequence[Rollout], attack: Rollout) -> dict[str, Any]:
    """Return the group for JSON, the best first.

    ``event`` holds all of it, as ``rft invoke --event`` takes it. A rank is 1 plus the number of responses that earn
    more, so equal ones share it. An advantage is the distance from the group's mean in standard deviations.
    """
    rollouts = sorted([*honest, attack], key=lambda each: -each.reward)
    rewards = [each.reward for each in rollouts]
    mean = math.fsum(rewards) / len(rewards)
    spread = math.sqrt(math.fsum((each - mean) ** 2 for each in rewards) / len(rewards))
    ids = [f"{each.kind}-{at}" for at, each in enumerate(rollouts, 1)]
    return {
        "rollouts": [
            {
                "id": row_id,
                "kind": each.kind,
                "response": each.response,
                "reward": each.reward,
                "rank": 1 + sum(other > each.reward + _ROUNDING for other in rewards),
                "advantage": round((each.reward - mean) / spread, 6) if spread > _ROUNDING else 0.0,
            }
            for row_id, each in zip(ids, rollouts, strict=True)
        ],
        "event": [
            {**event_of(each.case, each.response)[0], "id": row_id} for row_id, each in zip(ids, rollouts, strict=True)
        ],
    }
