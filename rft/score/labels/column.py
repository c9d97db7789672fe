"""``Column``: the place of a label in a row, and every way to write one.

A label says how good a response is: ``true``, ``"wrong"``, 0.7, or the ratings of several people. Or it is the class of
the response, such as ``"negative"``, which is compared with the reward's answer.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome, Score

from rft.failures import CallError
from rft.score.source.samples import Found

_GOOD: Final = frozenset(["true", "yes", "right", "correct", "good", "pass", "passed", "accept", "accepted", "ok", "1"])
_BAD: Final = frozenset(["false", "no", "wrong", "incorrect", "bad", "fail", "failed", "reject", "rejected", "0"])
_NAMED: Final = 12
"""Columns that a message names."""
NO_ANSWER: Final = "(none)"
"""Stands for the answer of a response without one."""


@dataclass(frozen=True)
class Label:
    """One known label."""

    worth: float
    """0..1, good when high."""
    said: str
    """As the report shows it."""
    answered: str = ""
    """For a class: the class that the reward read in the response; empty for other labels."""


@dataclass(frozen=True)
class Column:
    """A column whose labels were all read once, so that their range is known."""

    name: str
    """With dots into nested objects: ``worth.faithful``."""
    dimension: str
    """The dimension that the labels are about."""
    low: float = 0.0
    high: float = 1.0
    """Range of its numbers; 0..1 if they lie in that."""
    classes: bool = False
    """Whether one of its words names a class, and no worth."""

    def label(self, found: Found, score: Score, reward: AnyReward) -> Label | None:
        """Return a sample's label; ``None`` if its row has none."""
        value = held(found, self.name)
        number = number_of(value)
        if number is not None:
            worth = (number - self.low) / (self.high - self.low)
            return Label(min(1.0, max(0.0, worth)), f"{number:.4g}")
        if not isinstance(value, str) or not value.strip():
            return None
        known = _class(value, reward)
        truth = None if known is not None else truth_of(value)
        if truth is not None:
            return Label(truth, value.strip())
        return _as_class(value.strip() if known is None else known, found, score, reward)


def read_column(name: str, rows: Iterable[Found], reward: AnyReward) -> Column:
    """Read every label once and return the column.

    Raises:
        CallError: no row has it, or a label is neither a number nor a word.
    """
    numbers: list[float] = [math.inf, -math.inf]
    known, seen, classes = 0, dict[str, None](), False
    for found in rows:
        value = held(found, name)
        seen.update(dict.fromkeys([*found.beside, *found.sample.fields]))
        if value is None:
            continue
        known += 1
        number = number_of(value)
        if number is None and not isinstance(value, str):
            raise CallError(
                f"--labels {name}: {found.response_at}: got {type(value).__name__}, expected true or false, a number, "
                "a list of numbers, or a word"
            )
        if number is not None:
            numbers = [min(numbers[0], number), max(numbers[1], number)]
        elif isinstance(value, str) and value.strip():
            classes = classes or _class(value, reward) is not None or truth_of(value) is None
    if not known:
        raise CallError(f"--labels {name}: no row has it, expected one of {', '.join(list(seen)[:_NAMED])}")
    low, high = (0.0, 1.0) if numbers[0] >= 0 and numbers[1] <= 1 else (numbers[0], numbers[1])
    last = name.rpartition(".")[2]
    dimension = last if last in reward.names else reward.decisive
    return Column(name, dimension, low, high if high > low else low + 1.0, classes)


def held(found: Found, name: str) -> object:
    """Return the value of the response's line, or else of the row, at a dotted path; ``None`` if neither has it."""
    for place in (found.beside, found.sample.fields):
        value = _at(place, name)
        if value is not None:
            return value
    return None


def _at(place: Mapping[str, object], name: str) -> object:
    if name in place:
        return place[name]
    value: object = place
    for part in name.split("."):
        if not isinstance(value, dict):
            return None
        value = cast("Mapping[str, object]", value).get(part)
    return value


def number_of(value: object) -> float | None:
    """Return a finite number, a boolean as 0 or 1, or the mean of a list of them; ``None`` for anything else."""
    if isinstance(value, bool | int | float):
        try:
            return float(value) if math.isfinite(value) else None
        except OverflowError:
            return None
    if isinstance(value, list) and value:
        numbers = [number_of(each) for each in cast("Sequence[object]", value) if each is not None]
        known = [each for each in numbers if each is not None]
        return math.fsum(known) / len(known) if known and len(known) == len(numbers) else None
    return None


def truth_of(word: str) -> float | None:
    """Return 1 for a word such as "right", 0 for one such as "wrong", ``None`` for any other."""
    folded = word.strip().casefold()
    return 1.0 if folded in _GOOD else 0.0 if folded in _BAD else None


def _class(word: str, reward: AnyReward) -> str | None:
    """Return the class that a word names, if the reward's answers are labels."""
    from reward_runtime.answers.labels import Labels

    if not isinstance(reward.answers, Labels):
        return None
    read = reward.answers.parse(word)
    return None if read is None else str(read)


def _as_class(label: str, found: Found, score: Score, reward: AnyReward) -> Label:
    if score.outcome is not Outcome.SCORED or score.span is None:
        return Label(0.0, label, NO_ANSWER)
    text = (found.sample.response or "")[slice(*score.span)].strip()
    answered = _class(text, reward) or text
    same = reward.answers.normalize(label) == reward.answers.normalize(answered)
    return Label(float(same), label, label if same else answered[:60])
