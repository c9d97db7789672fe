"""``Reply`` -> verdicts, or ``Unreadable``: nothing is guessed, rounded or clamped.

The reply must be the one tool call that was forced, with exactly the fields of its schema. A number in a reply without
that call is no verdict: such a reply is a refusal, or the candidate speaking through the judge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.judge.call import Ask, Reply, Unreadable
from reward_runtime.judge.rubric.prompt import Case, key_of, prompt_of, slots_of
from reward_runtime.judge.rubric.rubric import Rubric

__all__ = ["Blocked", "GroupUnreadable", "Verdict", "ask_of", "read_verdicts"]

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


class GroupUnreadable(Unreadable):
    """The reply is no verdict on several cases: ask for each half of them by itself instead of once more.

    A block is one too: it does not say which of the candidates it was for.
    """

    def __init__(self, code: str) -> None:
        """Take the code that the same reply to a single case would have; ``group_`` is put before it."""
        super().__init__(f"group_{code}")


def ask_of(cases: Sequence[Case], max_tokens: int) -> Ask[tuple[Verdict | Blocked, ...]]:
    """Return what to ask for cases of one rubric; it is read as one verdict a case, in their order."""
    rubric, slots = cases[0].rubric, slots_of(cases)
    return Ask(key_of(cases), prompt_of(cases, max_tokens), lambda reply: read_verdicts(reply, rubric, slots))


def read_verdicts(reply: Reply, rubric: Rubric, slots: Sequence[int]) -> tuple[Verdict | Blocked, ...]:
    """Return the verdict of each slot, in the order of ``slots``.

    Args:
        reply: what came back.
        rubric: what was asked.
        slots: numbers 1..k in any order; one alone was asked without a number.

    Raises:
        Unreadable: no verdict on a single case; ask once more.
        GroupUnreadable: none on several.
    """
    if len(slots) == 1:
        return (_single(reply, rubric),)
    try:
        _check_stop(reply)
        verdicts = _by_slot(reply.verdict, rubric)
        if sorted(verdicts) != sorted(slots):
            raise Unreadable("wrong_slots")
    except Unreadable as fault:
        raise GroupUnreadable(fault.code) from None
    return tuple(verdicts[slot] for slot in slots)


def _single(reply: Reply, rubric: Rubric) -> Verdict | Blocked:
    if reply.stop in _BLOCKED:
        return Blocked(reply.stop)
    _check_stop(reply)
    return _scores(_fields(reply.verdict, _expected(rubric)), rubric)


def _check_stop(reply: Reply) -> None:
    if reply.stop not in _READ:
        raise Unreadable(reply.stop if reply.stop in _BROKEN | _BLOCKED else "unknown_stop")
    if reply.verdict is None:
        raise Unreadable("no_verdict")


def _by_slot(given: object, rubric: Rubric) -> dict[int, Verdict]:
    listed = _fields(given, ["verdicts"])["verdicts"]
    if not isinstance(listed, list):
        raise Unreadable("no_list")
    verdicts: dict[int, Verdict] = {}
    for item in cast("list[object]", listed):
        fields = _fields(item, ["slot", *_expected(rubric)])
        slot = fields["slot"]
        if type(slot) is not int or slot in verdicts:
            raise Unreadable("wrong_slots")
        verdicts[slot] = _scores(fields, rubric)
    return verdicts


def _expected(rubric: Rubric) -> list[str]:
    return [*(["reason"] if rubric.reasons else []), *rubric.criteria]


def _fields(given: object, expected: Sequence[str]) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise Unreadable("no_object")
    fields = cast("dict[str, object]", given)
    if fields.keys() != set(expected):
        raise Unreadable("wrong_fields")
    return fields


def _scores(fields: Mapping[str, object], rubric: Rubric) -> Verdict:
    if rubric.reasons and not isinstance(fields["reason"], str):
        raise Unreadable("no_reason")
    return {criterion: rubric.scale.read(fields[criterion]) for criterion in rubric.criteria}
