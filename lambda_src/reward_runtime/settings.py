"""The function's environment -> ``Settings``, read once at init."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, cast

from reward_runtime import names
from reward_runtime.errors import SettingsError
from reward_runtime.judge.settings import JudgeSettings, SecondSettings

__all__ = ["FailurePolicy", "Settings"]


@dataclass(frozen=True)
class FailurePolicy:
    """By default the invocation fails, and the platform sends the batch again."""

    neutral: float | None = None
    """Reward of such a sample; ``None`` to fail."""
    most: float = 0.0
    """Share of the batch, 0..1, that may get it: 0.01 allows 1 of 100 samples and none of 64."""

    @classmethod
    def read(cls, text: str) -> "FailurePolicy":
        """Read ``raise``, or ``neutral:<value>:<share>``; ``SettingsError`` for anything else."""
        if text == "raise":
            return cls()
        kind, _, numbers = text.partition(":")
        value, _, share = numbers.partition(":")
        try:
            policy = cls(float(value), float(share))
        except ValueError:
            policy = cls()
        if (
            kind != "neutral"
            or policy.neutral is None
            or not math.isfinite(policy.neutral)
            or not 0 <= policy.most <= 1
        ):
            raise SettingsError(
                f"{names.ENV_ON_FAILURE}: got {text[:80]!r}, expected 'raise' or 'neutral:<value>:<share 0..1>'"
            )
        return policy

    def allows(self, lost: int, samples: int) -> bool:
        """Say whether this many of a batch may get the neutral value."""
        return self.neutral is not None and lost <= self.most * samples


@dataclass(frozen=True)
class Settings:
    """The settings of one deployment."""

    reward: str
    """Module in ``rewards/``."""
    experiment: str = "local"
    """Name in metrics and logs."""
    revision: str = "00000000"
    """First 8 hex digits of the ``RewardHash``; zeros outside a deployment."""
    weights: Mapping[str, float] = field(default_factory=dict[str, float])
    """Weights that override the reward's own."""
    reply: Literal["list", "envelope"] = "list"
    """``list`` for Nova jobs, ``envelope`` for open-weight jobs."""
    on_bad_row: Literal["floor", "raise"] = "floor"
    """Whether an unscorable row gets the floor and a flag, or fails the invocation."""
    judge: JudgeSettings | None = None
    """The model behind the judged dimensions; ``None`` if no dimension is judged."""
    second: SecondSettings | None = None
    """The second judge; ``None`` if the experiment names none."""
    on_failure: FailurePolicy = field(default_factory=FailurePolicy)
    """The failure policy: the fate of a sample without a verdict."""
    shadow: str = ""
    """A second reward and its share of the samples, as ``Shadow.read`` takes them; empty if there is none."""
    log_share: float = 1.0
    """Share of prompts, 0..1, whose samples are logged. Below 1, metrics are held too: see ``HeldMetrics``."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the variables that ``compiler`` writes; ``SettingsError`` names the one that is wrong."""
        reward = environment.get(names.ENV_REWARD, "")
        if not reward.isidentifier():
            raise SettingsError(
                f"{names.ENV_REWARD}: got {reward!r}, expected the name of a module in rewards/, such as"
                " 'sentiment'; set it, or deploy through the kit, which does"
            )
        return cls(
            reward=reward,
            experiment=environment.get(names.ENV_EXPERIMENT, "local"),
            revision=environment.get(names.ENV_REVISION, "00000000"),
            weights=_weights(environment.get(names.ENV_WEIGHTS, "")),
            reply=cast('Literal["list", "envelope"]', _choice(environment, names.ENV_REPLY, ("list", "envelope"))),
            on_bad_row=cast(
                'Literal["floor", "raise"]', _choice(environment, names.ENV_ON_BAD_ROW, ("floor", "raise"))
            ),
            judge=JudgeSettings.from_json(environment[names.ENV_JUDGE]) if names.ENV_JUDGE in environment else None,
            second=SecondSettings.from_json(environment[names.ENV_SECOND_JUDGE])
            if names.ENV_SECOND_JUDGE in environment
            else None,
            on_failure=FailurePolicy.read(environment.get(names.ENV_ON_FAILURE, "raise")),
            shadow=environment.get(names.ENV_SHADOW, ""),
            log_share=_share(environment, names.ENV_LOG_SHARE),
        )


def _choice(environment: Mapping[str, str], variable: str, allowed: tuple[str, ...]) -> str:
    value = environment.get(variable, allowed[0])
    if value not in allowed:
        raise SettingsError(f"{variable}: got {value!r}, expected one of {', '.join(allowed)}")
    return value


def _share(environment: Mapping[str, str], variable: str) -> float:
    text = environment.get(variable, "1")
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if not 0 <= share <= 1:
        raise SettingsError(f"{variable}: got {text[:80]!r}, expected a number from 0 to 1")
    return share


def _weights(text: str) -> Mapping[str, float]:
    if not text:
        return MappingProxyType({})
    try:
        weights: object = json.loads(text)
    except ValueError:
        weights = None
    if not isinstance(weights, dict):
        raise SettingsError(f"{names.ENV_WEIGHTS}: got {text[:200]!r}, expected a JSON object of numbers")
    return MappingProxyType({str(k): _weight(str(k), v) for k, v in cast("dict[str, object]", weights).items()})


def _weight(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        raise SettingsError(f"{names.ENV_WEIGHTS}: {name}: got {value!r}, expected a finite number above 0")
    return float(value)
