"""A batch's scores -> signals of the training: values of metrics, and fields of the batch's line."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from reward_runtime.names import BatchFields, Field, Metric, Metrics, dimension_metric
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score
from reward_runtime.telemetry.correlation import correlation
from reward_runtime.telemetry.groups import Groups, groups_of
from reward_runtime.telemetry.repeats import duplicates, loop_share

__all__ = ["Signals", "signals"]

_CEILING: Final = 1 - 1e-9
"""Lowest share that counts as the ceiling: 1, less the most that rounding may take."""
_RIGHT: Final = 0.5
"""Lowest value of a decisive dimension that counts as right, if it may lie between 0 and 1."""


class Signals(NamedTuple):
    """The signals of one batch."""

    values: Mapping[Metric, Sequence[float]]
    fields: Mapping[Field, float | None]
    """Fields of the batch's line; ``None`` for a field without a value."""
    equal: Sequence[Sequence[int]]
    """Positions of samples whose responses are equal, two or more together."""


def signals(reward: AnyReward, samples: Sequence[Sample[object]], scores: Sequence[Score], *, neutral: bool) -> Signals:
    """Return the signals of a batch; ``neutral`` tells whether a sample without a verdict may get a neutral value."""
    if not scores:
        return Signals({}, {BatchFields.SAMPLES: 0}, ())
    responses = [sample.response for sample in samples]
    lengths = [0 if response is None else len(response) for response in responses]
    floor, span = reward.floor, reward.ceiling - reward.floor
    shares = [(score.aggregate - floor) / span for score in scores]
    groups = _groups(reward, samples, scores, shares)
    length_correlation, equal = correlation(lengths, shares), duplicates(responses)
    repeated = sum(map(len, equal)) - len(equal)
    values: dict[Metric, Sequence[float]] = {
        **_of_samples(reward, scores, shares, neutral=neutral),
        Metrics.RESPONSE_CHARS: lengths,
        Metrics.GROUP_SPREAD: groups.spreads,
        Metrics.GROUP_FLAT: groups.flat,
        Metrics.GROUP_ALL_RIGHT: groups.right,
        Metrics.LENGTH_CORRELATION: () if length_correlation is None else (length_correlation,),
        Metrics.DUPLICATE_SHARE: (repeated / len(scores),) if len(scores) > 1 else (),
    }
    fields: dict[Field, float | None] = {
        BatchFields.SAMPLES: len(scores),
        BatchFields.GROUPS: len(groups.spreads),
        BatchFields.FLAT_GROUPS: sum(groups.flat),
        BatchFields.RIGHT_GROUPS: sum(groups.right),
        BatchFields.GROUP_SPREAD: sum(groups.spreads) / len(groups.spreads) if groups.spreads else None,
        BatchFields.LENGTH_CORRELATION: length_correlation,
        BatchFields.DUPLICATES: repeated,
        BatchFields.LOOP_SHARE: loop_share(responses),
        BatchFields.TOO_COMPLEX: _because(scores, BatchFields.TOO_COMPLEX),
        BatchFields.OUT_OF_TIME: _because(scores, BatchFields.OUT_OF_TIME),
    }
    return Signals(values, fields, equal)


def _groups(
    reward: AnyReward, samples: Sequence[Sample[object]], scores: Sequence[Score], shares: Sequence[float]
) -> Groups:
    decisive = next((dimension.name for dimension in reward.dimensions if dimension.decisive), "")

    def right(position: int) -> bool:
        return scores[position].dimensions.get(decisive, 0.0) >= _RIGHT

    return groups_of([sample.prompt for sample in samples], shares, right)


def _of_samples(
    reward: AnyReward, scores: Sequence[Score], shares: Sequence[float], *, neutral: bool
) -> dict[Metric, Sequence[float]]:
    values: dict[Metric, Sequence[float]] = {
        Metrics.REWARD_SHARE: shares,
        Metrics.AT_FLOOR: [0 if share > 0 else 1 for share in shares],
        Metrics.AT_CEILING: [0 if share < _CEILING else 1 for share in shares],
        Metrics.NO_ANSWER: _flags(scores, Outcome.NO_ANSWER),
        Metrics.UNSCORABLE: _flags(scores, Outcome.UNSCORABLE),
    }
    if neutral:
        values[Metrics.FALLBACK] = _flags(scores, Outcome.FALLBACK)
    known = [score.dimensions for score in scores if score.outcome is not Outcome.FALLBACK]
    for name in reward.names:
        values[dimension_metric(name)] = [dimensions[name] for dimensions in known]
    return values


def _flags(scores: Sequence[Score], flag: Outcome) -> list[int]:
    return [int(score.outcome is flag) for score in scores]


def _because(scores: Sequence[Score], field: Field) -> int:
    """Samples of which a dimension has this reason; the field is named after it."""
    return sum(field.name in score.reasons.values() for score in scores)
