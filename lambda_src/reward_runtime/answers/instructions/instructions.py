"""``Instructions``: references that list instructions, and how far a response follows them."""

from dataclasses import dataclass
from typing import cast

from reward_runtime.answers.instructions.arguments import Arguments, Check
from reward_runtime.answers.instructions.kinds import KINDS
from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample

__all__ = ["Instructions", "Order", "all_followed", "share_followed"]


@dataclass(frozen=True)
class Order:
    """What one row asks for."""

    checks: tuple[Check, ...]
    example: str = ""
    """A response that follows all of it, where the row has one."""


@dataclass(frozen=True)
class Instructions:
    """References such as ``{"instruction_id_list": [...], "kwargs": [{...}, ...], "example": "..."}``."""

    def read_reference(self, reference: object) -> Order:
        """Return the checks; ``RowFault`` for no instruction, an unknown id, or kwargs that do not fit."""
        if reference is MISSING or not isinstance(reference, dict):
            raise RowFault("no_reference" if reference is MISSING else "reference_no_object")
        fields = cast("dict[str, object]", reference)
        ids, kwargs, example = fields.get("instruction_id_list"), fields.get("kwargs"), fields.get("example", "")
        if not isinstance(ids, list) or not isinstance(kwargs, list) or not isinstance(example, str):
            raise RowFault("reference_no_instructions")
        named, given = cast("list[object]", ids), cast("list[object]", kwargs)
        if not named or len(named) != len(given):
            raise RowFault("reference_no_instructions")
        return Order(tuple(_check(kind, values) for kind, values in zip(named, given, strict=True)), example)

    def accept(self, answer: Answer) -> str:
        """Return the text itself."""
        return answer.text

    def write(self, reference: object) -> str:
        """Return the example of a reference as read."""
        return reference.example if isinstance(reference, Order) else ""


def all_followed(sample: Sample, answer: Answer) -> Grade:
    """1 where every instruction is followed, else 0."""
    return Grade(1.0, "all_followed") if _share(sample, answer) == 1 else Grade(0.0, "some_not_followed")


def share_followed(sample: Sample, answer: Answer) -> Grade:
    """Share 0..1 of the instructions that are followed."""
    return Grade(_share(sample, answer), "share_followed")


def _share(sample: Sample, answer: Answer) -> float:
    checks = cast("Order", sample.reference).checks
    return sum(check(answer.text) for check in checks) / len(checks)


def _check(kind: object, values: object) -> Check:
    build = KINDS.get(kind) if isinstance(kind, str) else None
    if build is None:
        raise RowFault("unknown_instruction")
    if not isinstance(values, dict):
        raise RowFault("bad_kwargs")
    return build(Arguments(cast("dict[str, object]", values)))
