"""Rewards of other libraries as scorers here, and rewards of this kit as theirs.

verl:  ``compute_score(data_source, solution_str, ground_truth, extra_info) -> float | {"score": float}``
TRL:   ``reward_func(prompts, completions, **columns) -> [float | None]``
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, cast

from reward_runtime.dimension import Scorer
from reward_runtime.extract import Answer
from reward_runtime.reward import Outcome, Reward
from reward_runtime.samples import MISSING, Sample

__all__ = ["ComputeScore", "as_trl", "as_verl", "from_trl", "from_verl"]

_REFERENCE_COLUMNS = ("reference_answer", "ground_truth", "answer", "solution", "label")
"""Columns in which TRL data sets hold the reference; the first that is there counts."""


class ComputeScore(Protocol):
    """verl's custom reward function."""

    def __call__(
        self, data_source: str = "", solution_str: str = "", ground_truth: object = None, extra_info: object = None
    ) -> Mapping[str, float]:
        """Return ``score`` and every dimension of one solution."""
        ...


def from_verl(compute_score: Callable[..., object], data_source: str = "") -> Scorer:
    """Use a ``compute_score`` as it is; it must return 0..1, as a number or as the ``score`` of a mapping.

    It gets what it has parameters for: ``data_source``, ``solution_str``, ``ground_truth``, ``extra_info``.
    """
    accepted = inspect.signature(compute_score).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in accepted.values())

    def score(sample: Sample, answer: Answer) -> float:
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


def from_trl(reward_func: Callable[..., Sequence[object]], *, conversational: bool = False) -> Scorer:
    """Use a TRL reward function as it is, one sample at a time; it must return one number 0..1, never ``None``.

    Columns are the row's other fields, each as a list of one; ``conversational`` sends turns in place of text.
    """

    def score(sample: Sample, answer: Answer) -> float:
        columns = {name: [value] for name, value in sample.fields.items() if name not in ("prompts", "completions")}
        prompt, completion = sample.prompt, sample.response
        if conversational:
            turns = [{"role": "user", "content": prompt}], [{"role": "assistant", "content": completion}]
            (value,) = reward_func(prompts=[turns[0]], completions=[turns[1]], **columns)
        else:
            (value,) = reward_func(prompts=[prompt], completions=[completion], **columns)
        return cast("float", value)

    return score


def as_verl(reward: Reward) -> ComputeScore:
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


def as_trl(reward: Reward) -> Callable[..., list[float | None]]:
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


def _score(reward: Reward, prompt: str, completion: str, reference: object) -> float | None:
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
