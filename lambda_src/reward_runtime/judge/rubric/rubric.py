"""``Rubric``: instructions for the judge, in a file beside the reward, and a scale.

One judged dimension: ``Dimension("similar", score=judged("similarity.md"))``. Several dimensions of one call:
``RUBRIC = rubric("support_reply.md", criteria=("accuracy", "empathy"))``, then ``score=RUBRIC.judges("accuracy")``.
(In verifiers, a rubric is a set of reward functions. Here it is the text that a judge grades by.)
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from reward_runtime.errors import RewardDefinitionError
from reward_runtime.judge.rubric.file import FOLDER, Canary, read_rubric
from reward_runtime.judge.rubric.scale import Points, Scale

__all__ = ["Judged", "Place", "Rubric", "Shows", "judged", "rubric"]

Place = Literal["question", "reference", "response"]
"""A text that a rubric can mention, as ``{question}``, ``{reference}`` or ``{response}``."""
Shows = Literal["response", "answer"]
"""The part of the response that the judge sees: all of it after its reasoning, or the extracted answer alone."""
FIVE_POINTS: Final = Points(1, 5)

PLACE: Final = re.compile(r"\{(question|reference|response)\}")
"""A place in a rubric's text. All other braces are text."""
_MISSPELT: Final = re.compile(r"\{\s*(?:questions?|references?|responses?)\s*\}", re.IGNORECASE)
_CRITERION: Final = re.compile("[a-z][a-z0-9_]{0,39}")
_RESERVED: Final = "reason"
"""The field of a verdict that is not a criterion."""
_ONLY: Final = "score"
"""Name of the criterion, if a rubric has only one."""


@dataclass(frozen=True)
class Rubric:
    """The instructions of one call. Dimensions with equal rubrics share the call."""

    file: str
    """Name of its file in ``rewards/``."""
    text: str
    """The text with its places, without the file's head."""
    scale: Scale
    criteria: tuple[str, ...] = (_ONLY,)
    shows: Shows = "response"
    reasons: bool = True
    """Whether the judge writes a sentence before it scores. It is neither kept nor logged."""
    separate: bool = False
    """Whether each criterion is a call of its own."""
    canary: Canary | None = None
    about_question: tuple[str, ...] | None = None
    """The criteria that no response can meet beside another question; ``None`` if the author names none."""

    def __post_init__(self) -> None:
        """Refuse a rubric that no judge could follow: see ``RewardDefinitionError``."""
        self._check_places()
        self._check_criteria()
        if self.canary is not None and self.needs("reference") and not self.canary.reference:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: canary: got no reference, expected one, because the rubric shows it; add it"
            )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places in the text, in order."""
        return tuple(PLACE.findall(self.text))

    def needs(self, place: Place) -> bool:
        """Return whether the text mentions this place."""
        return place in self.places

    def judges(self, criterion: str) -> "Judged":
        """Return the ``score`` of a dimension. Raises ``RewardDefinitionError`` for an unknown criterion."""
        if criterion not in self.criteria:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: criterion: got {criterion!r}, expected one of {', '.join(self.criteria)}"
            )
        return Judged(self._alone(criterion) if self.separate else self, criterion)

    def _alone(self, criterion: str) -> "Rubric":
        about = self.about_question
        if about is not None:
            about = (criterion,) if criterion in about else ()
        return replace(self, criteria=(criterion,), separate=False, about_question=about)

    def _check_places(self) -> None:
        misspelt = [text for text in _MISSPELT.findall(self.text) if not PLACE.fullmatch(text)]
        if misspelt:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: got {misspelt[0]!r}, expected {{question}}, {{reference}} or {{response}}; spell"
                " it like that"
            )
        if self.places.count("response") != 1:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: got the place {{response}} {self.places.count('response')} times, expected it"
                " once; put it where the rubric mentions the text to judge"
            )

    def _check_criteria(self) -> None:
        good = [name for name in self.criteria if _CRITERION.fullmatch(name) and name != _RESERVED]
        if type(self.criteria) is not tuple or not good or tuple(dict.fromkeys(good)) != self.criteria:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: criteria: got {self.criteria!r}, expected a tuple of names of a-z, 0-9 and _,"
                f" each once, and none of them {_RESERVED}; rename them"
            )
        unknown = [name for name in self.about_question or () if name not in self.criteria]
        if unknown:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: about_question: got {unknown[0]!r}, expected some of {', '.join(self.criteria)}"
            )
        spoken = self.text.casefold().replace("_", " ").replace("-", " ")
        unsaid = [name for name in good if name != _ONLY and name.replace("_", " ") not in spoken]
        if unsaid:
            raise RewardDefinitionError(
                f"{FOLDER}{self.file}: criteria: got {unsaid[0]!r}, which the text never names; say there what earns it"
            )


@dataclass(frozen=True)
class Judged:
    """One criterion of a rubric, as the ``score`` of a dimension. The judge scores it; there is no code."""

    rubric: Rubric
    criterion: str


def judged(file: str, *, scale: Scale = FIVE_POINTS, shows: Shows = "response", reasons: bool = True) -> Judged:
    """Return the ``score`` of a dimension that has a rubric of its own.

    Args:
        file: name of the rubric's file in ``rewards/``. It begins with the reward's name: ``similarity.md``.
        scale: values that the judge may give.
        shows: the part of the response that the judge sees.
        reasons: whether the judge writes a sentence before it scores.

    Raises:
        RewardDefinitionError: there is no such file, or no rubric in it, or its head is wrong.
    """
    text, canary = read_rubric(file)
    return Rubric(file, text, scale, shows=shows, reasons=reasons, canary=canary).judges(_ONLY)


def rubric(
    file: str,
    *,
    criteria: tuple[str, ...],
    about_question: tuple[str, ...] | None = None,
    scale: Scale = FIVE_POINTS,
    separate: bool = False,
    shows: Shows = "response",
    reasons: bool = True,
) -> Rubric:
    """Return a rubric of several criteria. Each is the score of a dimension: ``RUBRIC.judges("accuracy")``.

    Args:
        file: as for ``judged``.
        criteria: their names, as the text of the rubric has them.
        about_question: those that no response can meet beside another question, such as accuracy. A response that the
            judge praises there for one of them has manipulated it. Without this, only praise for all of them counts.
        scale: as for ``judged``.
        separate: whether each criterion is a call of its own. The criteria of one call influence one another.
        shows: as for ``judged``.
        reasons: as for ``judged``.

    Raises:
        RewardDefinitionError: as for ``judged``, or ``about_question`` names something else than criteria.
    """
    text, canary = read_rubric(file)
    return Rubric(file, text, scale, criteria, shows, reasons, separate, canary, about_question)
