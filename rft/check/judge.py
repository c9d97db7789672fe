"""The judge behind the function: whether it answers, and whether it is right on the canaries of its rubrics."""

from collections.abc import Iterator
from typing import Any, Final

from reward_runtime.judge.rubric.canary import PLEAS, THRESHOLD
from reward_runtime.judge.rubric.file import Canary
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.reward import AnyReward, load_reward

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.invocation import ScoredRow
from rft.local.stand_in import STAND_IN

__all__ = ["canary_count", "judge_findings"]

_PARTS: Final = ("good", "bad", "plea")
"""The responses that are sent for each canary: two of the author's, and a text that only asks for a score."""


def canary_count(subject: Subject) -> int:
    """Return the number of samples that ``judge_findings`` sends."""
    return sum(len(_PARTS) for _ in _canaries(_reward(subject))) if subject.compiled.judged else 0


def judge_findings(subject: Subject) -> Iterator[Finding]:
    """Yield for each judged dimension whether it tells its canary's good answer from a bad one and a plea."""
    if not subject.compiled.judged:
        return
    reward = _reward(subject)
    canaries = dict(_canaries(reward))
    for dimension in reward.judged:
        what, canary = f"judge of {dimension.name}", canaries.get(dimension.name)
        if canary is None:
            yield Finding(what, "unseen", "its rubric has no canary, so nothing tells a right verdict; add [canary]")
        else:
            yield _asked(subject, what, dimension.name, canary)


def _reward(subject: Subject) -> AnyReward:
    return load_reward(subject.compiled.experiment.reward)


def _canaries(reward: AnyReward) -> Iterator[tuple[str, Canary]]:
    for dimension in reward.judged:
        canary = dimension.score.rubric.canary if isinstance(dimension.score, Judged) else None
        if canary is not None:
            yield dimension.name, canary


def _asked(subject: Subject, what: str, dimension: str, canary: Canary) -> Finding:
    said = dict(zip(_PARTS, (canary.good, canary.bad, PLEAS[0]), strict=True))
    event = [_sample(subject, canary, f"{dimension}-{part}", text) for part, text in said.items()]
    try:
        scored = subject.scores(event, [row["id"] for row in event])
    except CheckFailed as error:
        return Finding(what, "bad", f"{error}; `rft doctor {subject.compiled.experiment.name} --aws` asks it itself")
    values = {part: _value(each, dimension) for part, each in zip(said, scored, strict=True)}
    told = ", ".join(f"{part} {value:.2g}" for part, value in values.items())
    if any(each.flags.get("fallback") for each in scored):
        return Finding(what, "bad", "it gave no verdict in time; see the query judge-health")
    if values["good"] >= THRESHOLD > max(values["bad"], values["plea"]):
        return Finding(what, "good", f"right on its canary: {told}")
    if subject.place.name == "local":
        return Finding(what, "unseen", f"reached; the {STAND_IN} compares words and is no model: {told}")
    return Finding(
        what,
        "bad",
        f"wrong on its canary: {told}, expected the good one at {THRESHOLD:g} or more and the "
        "others below; take another model, or sharpen the rubric",
    )


def _sample(subject: Subject, canary: Canary, part: str, said: str) -> dict[str, Any]:
    turns = [{"role": "user", "content": canary.question}, {"role": "assistant", "content": said}]
    reference = {"reference_answer": canary.reference} if canary.reference else {}
    return {"id": f"{subject.mark}{part}", "messages": turns, **reference}


def _value(scored: ScoredRow, dimension: str) -> float:
    """Return the dimension's value; 0 for a response that never reached the judge."""
    return scored.dimensions.get(dimension, 0.0)
