"""``Reply`` -> verdict, or ``Unreadable``: nothing is guessed, rounded or clamped.

The reply must be the one tool call that was forced, with exactly the fields of its schema. A number in a reply without
that call is no verdict: such a reply is a refusal, or the candidate speaking through the judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.judge.call import Ask, Reply, Unreadable
from reward_runtime.judge.rubric.prompt import Case, prompt_of
from reward_runtime.judge.rubric.rubric import Rubric

__all__ = ["Blocked", "Verdict", "ask_of", "read_verdict"]

Verdict = Mapping[str, float]
"""Criterion -> 0..1, every criterion of the rubric."""

_READ: Final = frozenset({"end_turn", "tool_use", "stop_sequence"})
_BLOCKED: Final = frozenset({"content_filtered", "guardrail_intervened", "model_context_window_exceeded"})
_BROKEN: Final = frozenset({"max_tokens", "malformed_tool_use", "malformed_model_output"})


@dataclass(frozen=True)
class Blocked:
    """The judge would not look at the candidate: the candidate's fault, final, and worth the reward's floor."""

    code: str
    """Converse's ``stopReason``, or ``codes.CONTEXT_WINDOW``."""


def ask_of(case: Case, max_tokens: int) -> Ask[Verdict | Blocked]:
    """Return what to ask about a case; ``max_tokens`` bounds its verdict."""
    return Ask(case.key, prompt_of(case, max_tokens), lambda reply: read_verdict(reply, case.rubric))


def read_verdict(reply: Reply, rubric: Rubric) -> Verdict | Blocked:
    """Return the verdict that a reply to a question of this rubric is; ``Unreadable`` if it is none."""
    if reply.stop in _BLOCKED:
        return Blocked(reply.stop)
    if reply.stop not in _READ:
        raise Unreadable(reply.stop if reply.stop in _BROKEN else "unknown_stop")
    if reply.verdict is None:
        raise Unreadable("no_verdict")
    verdict = reply.verdict
    if not isinstance(verdict, dict):
        raise Unreadable("no_object")
    fields = cast("dict[str, object]", verdict)
    if fields.keys() != {*(["reason"] if rubric.reasons else []), *rubric.criteria}:
        raise Unreadable("wrong_fields")
    if rubric.reasons and not isinstance(fields["reason"], str):
        raise Unreadable("no_reason")
    return {criterion: rubric.scale.read(fields[criterion]) for criterion in rubric.criteria}
