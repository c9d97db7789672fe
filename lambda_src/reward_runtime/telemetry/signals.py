"""A batch's scores -> what they say of the training signal: values of metrics, and fields of the batch's line.

All in passes over whole columns: what is done for each sample alone costs more than scoring it.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from reward_runtime import names
from reward_runtime.reward import Reward
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score
from reward_runtime.telemetry.correlation import correlation
from reward_runtime.telemetry.groups import groups_of
from reward_runtime.telemetry.repeats import duplicates, loop_share

__all__ = ["Signals", "shares_of", "signals"]

_CEILING: Final = 1 - 1e-9
"""Least share that is the highest: all of it, less what rounding may take."""
_RIGHT: Final = 0.5
"""Least value of a decisive dimension that is right, where a judge gives it values between 0 and 1."""


class Signals(NamedTuple):
    """What one batch says."""

    values: Mapping[str, Sequence[float]]
    """Metric -> its values."""
    fields: Mapping[str, float | None]
    """Field of the batch's line -> its value, or nothing where it has none."""
    equal: Sequence[Sequence[int]]
    """Places of samples whose responses are equal, two or more together."""


def signals(reward: Reward, samples: Sequence[Sample], scores: Sequence[Score], *, neutral: bool) -> Signals:
    """Return the signals of a batch; ``neutral`` is whether a sample without a verdict may get a neutral value."""
    if not scores:
        return Signals({}, {"samples": 0}, ())
    _, prompts, responses, *_ = zip(*samples, strict=True)
    values = _of_samples(reward, scores, neutral=neutral)
    lengths = [0 if response is None else len(response) for response in responses]
    shares = values["RewardShare"]
    decisive = next((dimension.name for dimension in reward.dimensions if dimension.decisive), "")
    groups = groups_of(prompts, shares, lambda place: scores[place].dimensions.get(decisive, 0.0) >= _RIGHT)
    together, equal = correlation(lengths, shares), duplicates(responses)
    again = sum(map(len, equal)) - len(equal)
    values |= {
        "ResponseChars": lengths,
        "GroupSpread": groups.spreads,
        "GroupFlat": groups.flat,
        "GroupAllRight": groups.right,
        "LengthCorrelation": () if together is None else (together,),
        "DuplicateShare": (again / len(scores),) if len(scores) > 1 else (),
    }
    fields = {
        "samples": len(scores),
        "groups": len(groups.spreads),
        "flat_groups": sum(groups.flat),
        "right_groups": sum(groups.right),
        "group_spread": sum(groups.spreads) / len(groups.spreads) if groups.spreads else None,
        "length_correlation": together,
        "duplicates": again,
        "loop_share": loop_share(responses),
    }
    return Signals(values, fields, equal)


def shares_of(reward: Reward, aggregates: Sequence[float]) -> list[float]:
    """Return rewards as shares 0..1 of the range."""
    floor, span = reward.floor, reward.ceiling - reward.floor
    return list(aggregates) if floor == 0 and span == 1 else [(each - floor) / span for each in aggregates]


def _of_samples(reward: Reward, scores: Sequence[Score], *, neutral: bool) -> dict[str, Sequence[float]]:
    _, outcomes, aggregates, dimensions, *_ = zip(*scores, strict=True)
    shares = shares_of(reward, aggregates)
    values: dict[str, Sequence[float]] = {
        "RewardShare": shares,
        "AtFloor": [0 if share > 0 else 1 for share in shares],
        "AtCeiling": [0 if share < _CEILING else 1 for share in shares],
        "NoAnswer": _flags(outcomes, Outcome.NO_ANSWER),
        "Unscorable": _flags(outcomes, Outcome.UNSCORABLE),
    }
    if neutral:
        values["Fallback"] = _flags(outcomes, Outcome.FALLBACK)
        dimensions = [each for each, lost in zip(dimensions, values["Fallback"], strict=True) if not lost]
    for name in reward.names:
        values[names.DIMENSION_METRIC_PREFIX + name] = [each[name] for each in dimensions]
    return values


def _flags(outcomes: Sequence[Outcome], flag: Outcome) -> list[int]:
    if flag not in outcomes:
        return [0] * len(outcomes)
    return [1 if outcome is flag else 0 for outcome in outcomes]
