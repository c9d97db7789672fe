"""Rewards of other libraries as rewards here, and rewards of this kit as theirs.

verl:  ``compute_score(data_source, solution_str, ground_truth, extra_info) -> float | {"score": float}``
TRL:   ``reward_func(prompts, completions, **columns) -> [float | None]``
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, cast

from reward_runtime.answer import Answer
from reward_runtime.answers.free_text import AsIs
from reward_runtime.dimension import Dimension, Scorer
from reward_runtime.reward import AnyReward, Reward
from reward_runtime.samples import MISSING, Sample
from reward_runtime.score import Outcome

__all__ = ["ComputeScore", "as_trl", "as_verl", "from_trl", "from_verl", "trl_scorer", "verl_scorer"]

_REFERENCE_COLUMNS = ("reference_answer", "ground_truth", "answer", "solution", "label")
"""Columns in which TRL data sets hold the reference; the first that is there counts."""


class ComputeScore(Protocol):
    """verl's custom reward function."""

    def __call__(
        self, data_source: str = "", solution_str: str = "", ground_truth: object = None, extra_info: object = None
    ) -> Mapping[str, float]:
        """Return ``score`` and every dimension of one solution."""
        ...


def from_verl(compute_score: Callable[..., object], data_source: str = "") -> Reward[str, object]:
    """Return a reward of one dimension, named after the function and scored by it: see ``verl_scorer``."""
    return _alone(compute_score, verl_scorer(compute_score, data_source))


def from_trl(reward_func: Callable[..., Sequence[object]], *, conversational: bool = False) -> Reward[str, object]:
    """Return a reward of one dimension, named after the function and scored by it: see ``trl_scorer``."""
    return _alone(reward_func, trl_scorer(reward_func, conversational=conversational))


def verl_scorer(compute_score: Callable[..., object], data_source: str = "") -> Scorer[object, object]:
    """Use a ``compute_score`` as it is. It must return 0..1, as a number or as the ``score`` of a mapping.

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
        result = compute_score(**{name: value for name, value in given.items() if takes_all or name in accepted})
        if isinstance(result, Mapping):
            result = cast("Mapping[str, object]", result)["score"]
        return cast("float", result)

    return score


def trl_scorer(reward_func: Callable[..., Sequence[object]], *, conversational: bool = False) -> Scorer[object, object]:
    """Use a TRL reward function as it is, one sample at a time. It must return one number 0..1, never ``None``.

    Args:
        reward_func: gets the row's other fields as columns, each a list of one. A column that it asks for, that TRL's
            data sets hold the reference in and that the row lacks, is the reference.
        conversational: send turns instead of text.
    """
    asked = [name for name in inspect.signature(reward_func).parameters if name in _REFERENCE_COLUMNS]

    def score(sample: Sample[object], answer: Answer[object]) -> float:
        columns = {name: [sample.reference] for name in asked}
        columns |= {name: [value] for name, value in sample.fields.items() if name not in ("prompts", "completions")}
        prompt, completion = sample.prompt, sample.response
        if conversational:
            turns = [{"role": "user", "content": prompt}], [{"role": "assistant", "content": completion}]
            (value,) = reward_func(prompts=[turns[0]], completions=[turns[1]], **columns)
        else:
            (value,) = reward_func(prompts=[prompt], completions=[completion], **columns)
        return cast("float", value)

    return score


def as_verl(reward: AnyReward) -> ComputeScore:
    """Offer a reward as verl's function; a row that cannot be scored raises ``ValueError`` with its code."""

    def compute_score(
        data_source: str = "", solution_str: str = "", ground_truth: object = None, extra_info: object = None
    ) -> Mapping[str, float]:
        fields = cast("Mapping[str, object]", extra_info if isinstance(extra_info, Mapping) else {})
        scored = reward.score(Sample("verl", "", solution_str, _reference(ground_truth), fields=fields))
        if scored.outcome is Outcome.UNSCORABLE:
            raise ValueError(f"ground_truth: got one that this reward cannot use ({scored.reason}); mend the row")
        return {"score": scored.aggregate, **scored.dimensions}

    return compute_score


def as_trl(reward: AnyReward) -> Callable[..., list[float | None]]:
    """Offer a reward as TRL's function; ``None``, which TRL leaves out, stands for a row that cannot be scored."""

    def reward_func(
        prompts: Sequence[object], completions: Sequence[object], **columns: Sequence[object]
    ) -> list[float | None]:
        references = next((columns[name] for name in _REFERENCE_COLUMNS if name in columns), [None] * len(completions))
        return [
            _score(reward, _text(prompt), _text(completion), reference)
            for prompt, completion, reference in zip(prompts, completions, references, strict=True)
        ]

    return reward_func


def _alone(function: Callable[..., object], scorer: Scorer[object, object]) -> Reward[str, object]:
    name = getattr(function, "__name__", "")
    return Reward(AsIs(), (Dimension(name if name.isidentifier() else "score", scorer),))


def _score(reward: AnyReward, prompt: str, completion: str, reference: object) -> float | None:
    scored = reward.score(Sample("trl", prompt, completion, _reference(reference)))
    return None if scored.outcome is Outcome.UNSCORABLE else scored.aggregate


def _reference(value: object) -> object:
    return MISSING if value is None else value


def _text(turns: object) -> str:
    """A prompt or completion as text: itself, or the content of its turns."""
    if isinstance(turns, str):
        return turns
    contents = [turn.get("content") for turn in cast("Sequence[Mapping[str, object]]", turns)]
    return "\n".join(content for content in contents if isinstance(content, str))
