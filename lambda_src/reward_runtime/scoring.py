"""How a reward is applied: sample -> answer -> values -> aggregate -> ``Score``.

Written as functions over the reward's parts and not as methods: a batch repeats this for each sample, and looking a
part up costs as much as some of them take.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from reward_runtime.dimension import Grade, is_code
from reward_runtime.errors import RewardDefinitionError, RewardError, RowFault, blamed
from reward_runtime.extract import Answer, final_text
from reward_runtime.named_tuple import made
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score

if TYPE_CHECKING:
    # reward imports this module.
    from reward_runtime.reward import Reward

__all__ = ["Draft", "Settle", "Start", "settle_of", "start_of", "total_of"]

_LEAST: Final = -1e-9
_MOST: Final = 1 + 1e-9
"""Bounds of a share: 0 and 1, and what rounding may add."""
_ENDS: Final = (0.0, 1.0)
_KEPT: Final = 1024
"""Combinations of values whose total is kept: most rewards know few."""
_READING: Final = "the reward's read_reference"


class Draft(NamedTuple):
    """A sample that is answered and waits for its judge."""

    sample: Sample
    """As it came."""
    answer: Answer
    values: list[float]
    """Of every dimension, in the reward's order; 0.0 where the judge has not spoken."""
    reasons: dict[str, str]


Start = Callable[[Sample], Score | Draft]
Settle = Callable[[Sample, Answer, list[float], dict[str, str]], Score]


def start_of(reward: "Reward") -> Start:
    """Return what reads a sample, finds its answer and computes all that needs no judge."""
    read_reference, extract, accept = reward.read_reference, reward.extract, reward.accept
    steps = [(d.name, d.score if callable(d.score) else _later, d.checked, d.part) for d in reward.dimensions]
    judged = any(not callable(d.score) for d in reward.dimensions)
    settle = settle_of(reward)

    def start(sample: Sample) -> Score | Draft:
        identity, prompt, response, reference, place, fields = sample
        part = _READING
        try:
            read: Sample = made(Sample, (identity, prompt, response, read_reference(reference), place, fields))
            if response is None:
                return reward.floored(sample, Outcome.UNSCORABLE, "no_response")
            part = "the reward's extract"
            found = extract(response, [final_text(response)])
            if found is None:
                return reward.floored(sample, Outcome.NO_ANSWER, "no_answer")
            part = "the reward's accept"
            value = accept(found)
            if value is None:
                return reward.floored(sample, Outcome.NO_ANSWER, "no_answer")
            text, rule, span, others, _ = found
            answer: Answer = made(Answer, (text, rule, span, others, value))
            values: list[float] = []
            reasons: dict[str, str] = {}
            for name, score, checked, part in steps:  # noqa: B007 - what raises is blamed on its part
                given = score(read, answer)
                # What nearly every scorer gives; a call for each value costs as much as a scorer. And -0.0 is 0.0.
                if type(given) is float and given in _ENDS:
                    values.append(given + 0.0)
                    continue
                if isinstance(given, Grade):
                    given, reason = given
                    if is_code(reason):
                        reasons[name] = reason
                values.append(checked(given) + 0.0)
            return Draft(sample, answer, values, reasons) if judged else settle(sample, answer, values, reasons)
        except RewardError:
            raise
        except RowFault as fault:
            if part is _READING:
                return reward.floored(sample, Outcome.UNSCORABLE, fault.code)
            blame = blamed(part, fault)
        except Exception as fault:  # noqa: BLE001 - the boundary to code of a reward
            blame = blamed(part, fault)
        raise blame

    return start


def settle_of(reward: "Reward") -> Settle:
    """Return what turns the values of all dimensions into a score."""
    names, total, scored = reward.names, total_of(reward), Outcome.SCORED

    @lru_cache(maxsize=_KEPT)
    def settled(values: tuple[float, ...]) -> tuple[float, Mapping[str, float]]:
        # Equal scores share one mapping, which nobody changes.
        return total(values), dict(zip(names, values, strict=True))

    def settle(sample: Sample, answer: Answer, values: list[float], reasons: dict[str, str]) -> Score:
        _, rule, span, others, _ = answer
        aggregate, dimensions = settled(tuple(values))
        return made(Score, (sample.id, scored, aggregate, dimensions, "answered", rule, span, len(others), reasons))

    return settle


def total_of(reward: "Reward") -> Callable[[Sequence[float]], float]:
    """Return what turns values into floor + (ceiling - floor) x their share, never outside the range."""
    floor, ceiling, span = reward.floor, reward.ceiling, reward.ceiling - reward.floor
    weights = [dimension.weight for dimension in reward.dimensions]
    weight = math.fsum(weights)
    fsum = math.fsum
    share_of = _share_of(reward) if reward.formula or any(d.requires for d in reward.dimensions) else None

    def total(values: Sequence[float]) -> float:
        share = fsum(map(mul, weights, values)) / weight if share_of is None else share_of(values)
        if not _LEAST <= share <= _MOST:
            raise RewardDefinitionError(f"formula: got the share {share!r}, expected 0..1; mend it and deploy again")
        aggregate = floor + span * share
        return ceiling if aggregate > ceiling else floor if aggregate < floor else aggregate

    return total


def _share_of(reward: "Reward") -> Callable[[Sequence[float]], float]:
    """The share where dimensions require one another, or a formula takes the place of weights."""
    names, dimensions = reward.names, reward.dimensions
    weight = math.fsum(dimension.weight for dimension in dimensions)

    def share(values: Sequence[float]) -> float:
        given: Mapping[str, float] = dict(zip(names, values, strict=True))
        counted = {d.name: given[d.name] if d.counts(given) else 0.0 for d in dimensions}
        if reward.formula:
            return reward.parsed_formula(counted)
        return math.fsum(d.weight * counted[d.name] for d in dimensions) / weight

    return share


def _later(sample: Sample, answer: Answer) -> float:
    return 0.0
