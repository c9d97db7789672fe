"""``Reply`` -> ``Verdict`` or ``Blocked``, or ``Unreadable``. Nothing is guessed, rounded or clamped.

The reply must be the one tool call that was forced, with exactly the fields of its schema. A number in a reply without
that call is not a verdict: such a reply is a refusal, or the candidate speaking through the judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.judge.call import NoVerdict, Reply, Unreadable
from reward_runtime.judge.rubric.rubric import Rubric

__all__ = ["Blocked", "JudgeResult", "RowBlocked", "Verdict", "read_verdict"]

Verdict = Mapping[str, float]
"""Criterion -> 0..1, for every criterion of the rubric."""

_READ: Final = frozenset({"end_turn", "tool_use", "stop_sequence"})
_BLOCKED: Final = frozenset({"content_filtered", "guardrail_intervened", "model_context_window_exceeded"})
_BROKEN: Final = frozenset({"max_tokens", "malformed_tool_use", "malformed_model_output"})


@dataclass(frozen=True)
class Blocked:
    """The judge would not look at the candidate, or was manipulated by it. Final: it earns the reward's floor."""

    code: str
    """Converse's ``stopReason``, ``call.CONTEXT_WINDOW``, ``refused`` or ``counterfactual.MANIPULATED``."""


@dataclass(frozen=True)
class RowBlocked:
    """The judge refused the row's question or reference, with any response. Final: the row's fault."""

    code: str
    """As ``Blocked``'s."""


JudgeResult = Verdict | Blocked | RowBlocked | NoVerdict
"""The result for one ``JudgeItem``."""


def read_verdict(reply: Reply, rubric: Rubric) -> Verdict | Blocked:
    """Return the verdict of a reply to a question about this rubric. Raises ``Unreadable`` if it is none."""
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
