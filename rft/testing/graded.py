"""A thing to test: a reward of the kit, a handler of events, or a plain function."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from compiler.attack.case import case_of, is_open
from compiler.attack.functions import FunctionTarget
from compiler.attack.handler import HandlerTarget
from compiler.attack.subject import Case, Subject
from reward_runtime.answers.free_text import AsIs
from reward_runtime.answers.kind import wrong
from reward_runtime.reply import to_reply
from reward_runtime.reward import AnyReward, Reward
from reward_runtime.samples import parse_samples

__all__ = ["Graded", "Row", "subject_of"]

Row = Mapping[str, Any]
"""``prompt`` or ``messages``, ``reference_answer``, and ``answer`` if the text of a right answer is another."""
Graded = AnyReward | Callable[..., Any]
"""A ``Reward`` of the kit; a function of (response), (response, reference) or (response, reference, prompt); or a
handler of (event, context), as Lambda calls it."""


def subject_of(graded: Graded, rows: list[Row]) -> Subject:
    """Return the subject of an attack.

    Raises:
        TypeError: it is neither a reward nor a function, or a reward that a model judges.
    """
    if isinstance(graded, Reward):
        return _of_reward(cast("AnyReward", graded), rows)
    if not callable(graded):
        raise TypeError(f"got a {type(graded).__name__}, expected a Reward, a handler or a function")
    cases = [_case(row, str(row.get("answer", row.get("reference_answer", "")))) for row in rows]
    if getattr(graded, "__code__", None) is not None and graded.__code__.co_varnames[:2] == ("event", "context"):

        def answer(event: object) -> object:
            return graded(event, None)

        return Subject(HandlerTarget(answer), cases, answer=answer)
    return Subject(FunctionTarget(graded), cases)


def _of_reward(reward: AnyReward, rows: list[Row]) -> Subject:
    if reward.judged:
        raise TypeError("got a reward that a model judges, expected a verified one; run `rft attack EXPERIMENT`")

    def answer(event: object) -> object:
        return to_reply([reward.score(sample) for sample in parse_samples(event)])

    def is_wrong(case: Case, text: str) -> bool:
        return bool(wrong(reward.answers, [text], case.row.get("reference_answer")))

    cases = [_case(row, _right(reward, row)) for row in rows]
    return Subject(
        HandlerTarget(answer),
        cases,
        form=reward.template,
        low=reward.floor,
        high=reward.ceiling,
        open=is_open(reward.answers, cases),
        wrong=None if isinstance(reward.answers, AsIs) else is_wrong,
        answer=answer,
    )


def _right(reward: AnyReward, row: Row) -> str | None:
    return row["answer"] if "answer" in row else reward.answers.render(row.get("reference_answer"))


def _case(row: Row, right: str | None) -> Case:
    turns = row.get("messages") or [{"role": "user", "content": str(row.get("prompt", ""))}]
    prompt = "\n".join(str(turn.get("content", "")) for turn in turns)
    fields = {"id": "row", **row, "messages": turns}
    fields.pop("prompt", None)
    return case_of(fields, prompt, right, row.get("reference_answer"))
