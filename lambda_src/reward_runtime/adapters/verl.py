"""verl's functions as rewards, and rewards as verl's functions."""

import inspect
from collections.abc import Callable, Mapping
from typing import Protocol, cast

from reward_runtime.adapters.foreign import alone, reference_of, worth
from reward_runtime.answer import Answer
from reward_runtime.dimension import Scorer
from reward_runtime.reward import AnyReward, Reward
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome

__all__ = ["ComputeScore", "as_verl", "from_verl", "verl_scorer"]


class ComputeScore(Protocol):
    """verl's custom reward function."""

    def __call__(
        self, data_source: str = "", solution_str: str = "", ground_truth: object = None, extra_info: object = None
    ) -> Mapping[str, float]:
        """Return ``score`` and every dimension of one solution."""
        ...


def from_verl(compute_score: Callable[..., object], data_source: str = "") -> Reward[str, object]:
    """Return a reward of one dimension, named after the function and scored by it: see ``verl_scorer``."""
    return alone(compute_score, verl_scorer(compute_score, data_source))


def verl_scorer(compute_score: Callable[..., object], data_source: str = "") -> Scorer[object, object]:
    """Use a ``compute_score`` as it is. It must return 0..1, in any form that verl takes.

    These are a number (of numpy too), ``True`` or ``False``, a mapping with ``score``, or a tuple that begins with one.
    It gets those of ``data_source``, ``solution_str``, ``ground_truth`` and ``extra_info`` that it has parameters for.
    """
    accepted = inspect.signature(compute_score).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in accepted.values())

    def score(sample: Sample[object], answer: Answer[object]) -> float:
        given = {
            "data_source": data_source,
            "solution_str": sample.response,
            "ground_truth": sample.reference,
            "extra_info": sample.fields.get("extra_info"),
        }
        return worth(compute_score(**{name: value for name, value in given.items() if takes_all or name in accepted}))

    return score


def as_verl(reward: AnyReward) -> ComputeScore:
    """Offer a reward as verl's function; a row that cannot be scored raises ``ValueError`` with its code."""

    def compute_score(
        data_source: str = "", solution_str: str = "", ground_truth: object = None, extra_info: object = None
    ) -> Mapping[str, float]:
        fields = cast("Mapping[str, object]", extra_info if isinstance(extra_info, Mapping) else {})
        scored = reward.score(Sample("verl", "", solution_str, reference_of(ground_truth), fields=fields))
        if scored.outcome is Outcome.UNSCORABLE:
            raise ValueError(f"ground_truth: got one that this reward cannot use ({scored.reason}); correct the row")
        return {"score": scored.aggregate, **scored.dimensions}

    return compute_score
