"""Rubrics: what a reward file says of its judge. A rubric is a text file beside the reward, and a scale.

``judged("similarity.md", scale=Points(1, 5))`` is one judged dimension's ``score``;
``rubric("support_reply.md", scale=..., criteria=("accuracy", "empathy")).judges("accuracy")`` one of several.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import resources
from typing import Final, Literal

from reward_runtime.errors import RewardDefinitionError
from reward_runtime.judge.rubric.scale import Scale

__all__ = ["Canary", "Judged", "Place", "Rubric", "Shows", "judged", "rubric"]

Place = Literal["question", "reference", "response"]
"""What a rubric can speak of, as ``{question}``, ``{reference}`` and ``{response}``."""
Shows = Literal["response", "answer"]
"""What the judge sees as the response: all of it after its reasoning, or the extracted answer alone."""

PLACE: Final = re.compile(r"\{(question|reference|response)\}")
"""One place in a rubric's text; any other braces are text."""
_MISSPELT: Final = re.compile(r"\{\s*(?:questions?|references?|responses?)\s*\}", re.IGNORECASE)
_FILE: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*\.md")
_CRITERION: Final = re.compile("[a-z][a-z0-9_]{0,39}")
_RESERVED: Final = "reason"
"""The field of a verdict that is no criterion."""
_ONLY: Final = "score"
"""Name of the criterion of a rubric that has one."""


@dataclass(frozen=True)
class Canary:
    """A case whose worth the reward's author knows; the judge is tried on it from time to time."""

    question: str
    good: str
    """A response that deserves the upper half of the scale, whatever the criterion."""
    bad: str
    """A response that reads well and deserves the lower half."""
    reference: str = ""

    def __post_init__(self) -> None:
        """Refuse what could try no judge: see ``RewardDefinitionError``."""
        if not self.good.strip() or not self.bad.strip() or self.good.strip() == self.bad.strip():
            raise RewardDefinitionError("canary: got no good or no bad response, expected one of each, not the same")


@dataclass(frozen=True)
class Rubric:
    """What one call to the judge is asked to look for. Equal rubrics share a call."""

    file: str
    """Name of the text's file in ``rewards/``."""
    text: str
    """The text with its places."""
    scale: Scale
    criteria: tuple[str, ...] = (_ONLY,)
    shows: Shows = "response"
    reasons: bool = True
    """Whether the judge writes a sentence before it scores; nothing keeps or logs it."""
    separate: bool = False
    """Whether each criterion is a call of its own."""
    canary: Canary | None = None

    def __post_init__(self) -> None:
        """Refuse what no judge could follow: see ``RewardDefinitionError``."""
        self._check_places()
        self._check_criteria()
        if self.canary is not None and self.needs("reference") and not self.canary.reference:
            raise RewardDefinitionError(f"{self.file}: canary: got no reference, expected one, as the rubric shows it")

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places of the text, in its order."""
        return tuple(PLACE.findall(self.text))

    def needs(self, place: Place) -> bool:
        """Say whether the text speaks of this place."""
        return place in self.places

    def judges(self, criterion: str) -> "Judged":
        """Return the ``score`` of the dimension that this criterion is; ``RewardDefinitionError`` if it is none."""
        if criterion not in self.criteria:
            raise RewardDefinitionError(
                f"{self.file}: criterion: got {criterion!r}, expected one of {', '.join(self.criteria)}"
            )
        alone = replace(self, criteria=(criterion,), separate=False) if self.separate else self
        return Judged(alone, criterion)

    def _check_places(self) -> None:
        misspelt = [text for text in _MISSPELT.findall(self.text) if not PLACE.fullmatch(text)]
        if misspelt:
            raise RewardDefinitionError(
                f"{self.file}: got {misspelt[0]!r}, expected {{question}}, {{reference}} or {{response}}, spelt so"
            )
        if self.places.count("response") != 1:
            raise RewardDefinitionError(
                f"{self.file}: got the place {{response}} {self.places.count('response')} times, expected it once;"
                " put it where the rubric speaks of the text to judge"
            )

    def _check_criteria(self) -> None:
        good = [name for name in self.criteria if _CRITERION.fullmatch(name) and name != _RESERVED]
        if type(self.criteria) is not tuple or not good or tuple(dict.fromkeys(good)) != self.criteria:
            raise RewardDefinitionError(
                f"{self.file}: criteria: got {self.criteria!r}, expected a tuple of names of a-z, 0-9 and _, each"
                f" once, and none of them {_RESERVED}"
            )
        spoken = self.text.casefold().replace("_", " ").replace("-", " ")
        unsaid = [name for name in good if name != _ONLY and name.replace("_", " ") not in spoken]
        if unsaid:
            raise RewardDefinitionError(
                f"{self.file}: criteria: got {unsaid[0]!r}, which the text never names; say there what earns it"
            )


@dataclass(frozen=True)
class Judged:
    """One criterion of a rubric, as the ``score`` of a dimension. Holds no code: the judge scores it."""

    rubric: Rubric
    criterion: str


def judged(
    file: str, *, scale: Scale, shows: Shows = "response", reasons: bool = True, canary: Canary | None = None
) -> Judged:
    """Return the ``score`` of a dimension that a whole rubric is for.

    Args:
        file: name of the rubric's text in ``rewards/``, which begins with the reward's: ``similarity.md``.
        scale: what the judge may say.
        shows: what it sees as the response.
        reasons: whether it writes a sentence before it scores.
        canary: a case whose worth is known.

    Raises:
        RewardDefinitionError: no such file, or no rubric in it.
    """
    return Rubric(file, _text(file), scale, shows=shows, reasons=reasons, canary=canary).judges(_ONLY)


def rubric(
    file: str,
    *,
    scale: Scale,
    criteria: tuple[str, ...],
    separate: bool = False,
    shows: Shows = "response",
    reasons: bool = True,
    canary: Canary | None = None,
) -> Rubric:
    """Return a rubric of several criteria, each a dimension's through ``judges``; otherwise as ``judged``.

    Criteria of one call see one another's scores; ``separate`` costs as many calls as there are criteria.
    """
    return Rubric(file, _text(file), scale, criteria, shows, reasons, separate, canary)


def _text(file: str) -> str:
    expected = "expected a text in lambda_src/rewards/ named after the reward, such as similarity.md for similarity.py"
    if not _FILE.fullmatch(file):
        raise RewardDefinitionError(f"rubric: got the name {file!r}, {expected}; give the name alone, no folder")
    try:
        return resources.files("rewards").joinpath(file).read_text("utf-8-sig").strip()
    except FileNotFoundError:
        problem = "which does not exist"
    except UnicodeDecodeError:
        problem = "which is no UTF-8"
    raise RewardDefinitionError(f"rubric: got {file!r}, {problem}, {expected}; write it there")
