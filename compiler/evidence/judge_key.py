"""``JudgeKey``: all that decides on a verdict beside the texts, in the four parts by which a judge card is kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points, Scale
from reward_runtime.judge.settings import JudgeSettings

if TYPE_CHECKING:
    from reward_runtime.judge.rubric.rubric import Judged
    from reward_runtime.reward import AnyReward

__all__ = ["STAND_IN", "Asked", "JudgeKey", "asked_of", "judge_named", "key_of"]

STAND_IN: Final = "the stand-in, which compares words"
"""The judge of a card for which no model was asked. ``judge_named`` names no model and no endpoint like this."""
_DIGITS: Final = 16


@dataclass(frozen=True)
class Asked:
    """The question to a judge for one dimension."""

    rubric: str
    """Digest of the rubric's text without its head, its criteria and its setting ``shows``. The file's name is no
    part."""
    scale: str
    """Each value that may be given, with its worth: ``1=0.0, 2=0.5, 3=1.0``."""


@dataclass(frozen=True)
class JudgeKey:
    """A card holds as long as each of the four is as it was."""

    judge: str
    """Who gave the verdicts: see ``judge_named``, or ``STAND_IN``."""
    rubric: str
    scale: str
    settings: Mapping[str, object]
    """Those of the calls, and the digest of the kit's own words around a rubric. Pace, price and canaries are none."""

    def changes(self, now: "JudgeKey") -> list[str]:
        """Return the parts that differ now, a phrase for each of the four."""
        names = sorted({*self.settings, *now.settings})
        differing = [name for name in names if self.settings.get(name) != now.settings.get(name)]
        told = [f"{each} {_shown(self.settings.get(each))}, now {_shown(now.settings.get(each))}" for each in differing]
        found = {
            f"another judge ({self.judge})": self.judge != now.judge,
            "another text of the rubric": self.rubric != now.rubric,
            f"another scale ({self.scale})": self.scale != now.scale,
            f"other settings ({'; '.join(told)})": bool(told),
        }
        return [phrase for phrase, differs in found.items() if differs]


def asked_of(reward: "AnyReward") -> dict[str, Asked]:
    """Return the question to the judge for each judged dimension of a reward, in its order."""
    # No isinstance: a reward of another folder has a runtime, and so classes, of its own.
    judged = {each.name: cast("Judged", each.score) for each in reward.judged}
    return {name: Asked(_rubric(score), _scale(score.rubric.scale)) for name, score in judged.items()}


def judge_named(settings: JudgeSettings, region: str) -> str:
    """Return a judge in words. An endpoint's name is another model in another region or account; a model's is not."""
    if settings.transport == "endpoint":
        return f"endpoint {settings.name} in {settings.region or region}"
    return f"model {settings.name}"


def key_of(asked: Asked, settings: JudgeSettings, judge: str) -> JudgeKey:
    """Return the key of one dimension, judged by ``judge`` with these settings."""
    own: dict[str, object] = {
        "structured": settings.structured,
        "max_tokens": settings.max_tokens,
        "omit": list(settings.omit),
        "guardrail": f"{settings.guardrail}:{settings.guardrail_version}" if settings.guardrail else "",
        "prompt": _prompt(),
    }
    return JudgeKey(judge, asked.rubric, asked.scale, own)


def _rubric(score: "Judged") -> str:
    own = score.rubric
    return _digest(own.text, score.criterion, own.criteria, own.shows, own.reasons, own.about_question)


def _scale(scale: Scale) -> str:
    values = cast("list[object]", scale.schema["enum"])
    return ", ".join(f"{value}={scale.read(value)}" for value in values)


@cache
def _prompt() -> str:
    """Return the digest of the kit's own words to the judge, taken from a prompt with an empty rubric."""
    empty = Rubric("", "{question} {reference} {response}", Points(0, 1))
    prompt = prompt_of(JudgeItem(empty, "", "", ""), 1, lambda: "0" * 32)
    return _digest(prompt.system, prompt.user, prompt.tool.description, dict(prompt.tool.schema))


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def _shown(value: object) -> str:
    return "none" if value in (None, "", []) else json.dumps(value).strip('"')
