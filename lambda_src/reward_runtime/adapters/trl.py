"""TRL's functions as rewards, and rewards as TRL's functions."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, cast

from reward_runtime.adapters.foreign import alone, name_of, reference_of, worth
from reward_runtime.answer import Answer
from reward_runtime.dimension import Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.reward import AnyReward, Reward
from reward_runtime.rows.turns import conversation, turns_of
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome

__all__ = ["as_trl", "from_trl", "trl_scorer"]

_REFERENCE_COLUMNS: Final = ("reference_answer", "ground_truth", "answer", "solution", "label")
"""Columns in which TRL data sets hold the reference; the first that is there counts."""
_OF_TRL: Final = ("prompts", "completions")
"""Arguments that are not columns of the row."""
_BY_NAME: Final = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def from_trl(reward_func: Callable[..., Sequence[object]], *, conversational: bool = False) -> Reward[str, object]:
    """Return a reward of one dimension, named after the function and scored by it: see ``trl_scorer``."""
    return alone(reward_func, trl_scorer(reward_func, conversational=conversational))


def trl_scorer(reward_func: Callable[..., Sequence[object]], *, conversational: bool = False) -> Scorer[object, object]:
    """Use a TRL reward function as it is, one sample at a time. It must return one number 0..1, never ``None``.

    Numbers of numpy, ``True`` and ``False`` are numbers too. A row without a column that the function asks for, which
    is not a reference either, fails the invocation with the column's name.

    Args:
        reward_func: gets the row's other fields as columns, each a list of one. A column that it asks for, that TRL's
            data sets hold the reference in and that the row lacks, is the reference.
        conversational: send turns instead of text.
    """
    parameters = inspect.signature(reward_func).parameters
    takes_all = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    asked = [name for name in parameters if name in _REFERENCE_COLUMNS]
    needed = [each.name for each in parameters.values() if each.default is each.empty and each.kind in _BY_NAME]

    def score(sample: Sample[object], answer: Answer[object]) -> float:
        columns: dict[str, list[object]] = {name: [sample.reference] for name in asked}
        columns |= {name: [value] for name, value in sample.fields.items() if name not in _OF_TRL}
        _refuse_missing(reward_func, [name for name in needed if name not in columns and name not in _OF_TRL])
        columns["prompts"], columns["completions"] = [sample.prompt], [sample.response]
        if conversational:
            columns["prompts"] = [list(sample.turns) or [{"role": "user", "content": sample.prompt}]]
            columns["completions"] = [[{"role": "assistant", "content": sample.response}]]
        values = reward_func(**{name: column for name, column in columns.items() if takes_all or name in parameters})
        return worth(next(iter(values), None) if isinstance(values, Iterable) else values)  # pyright: ignore[reportUnnecessaryIsInstance] - it is the author's

    return score


def as_trl(reward: AnyReward) -> Callable[..., list[float | None]]:
    """Offer a reward as TRL's function; ``None``, which TRL leaves out, stands for a row that cannot be scored.

    A completion's turns are read as the function reads a row's: the response is the last turn of the assistant.
    The trainer's other arguments, such as ``trainer_state`` and ``log_metric``, are not columns and are left alone.
    """

    def reward_func(prompts: Sequence[object], completions: Sequence[object], **given: object) -> list[float | None]:
        columns = {
            name: cast("Sequence[object]", value) for name, value in given.items() if isinstance(value, (list, tuple))
        }
        references = next((columns[name] for name in _REFERENCE_COLUMNS if name in columns), [None] * len(completions))
        rows = zip(prompts, completions, references, strict=True)
        return [
            _score(reward, prompt, completion, reference, {name: column[index] for name, column in columns.items()})
            for index, (prompt, completion, reference) in enumerate(rows)
        ]

    return reward_func


def _score(
    reward: AnyReward, prompt: object, completion: object, reference: object, fields: Mapping[str, object]
) -> float | None:
    spoken = conversation(turns_of(prompt), completion)
    scored = reward.score(
        Sample("trl", spoken.prompt, spoken.response, reference_of(reference), fields=fields, turns=spoken.asked)
    )
    return None if scored.outcome is Outcome.UNSCORABLE else scored.aggregate


def _refuse_missing(reward_func: Callable[..., object], names: Sequence[str]) -> None:
    if names:
        raise RewardDefinitionError(
            f"{name_of(reward_func) or 'the TRL function'} asks for the column {names[0]!r}, which this row does not"
            f" have; add it to every row, or give the parameter a default: {names[0]}=None"
        )
