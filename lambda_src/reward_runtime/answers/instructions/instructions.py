"""``Instructions``: references that list instructions, and how far a response follows them."""

from dataclasses import dataclass
from typing import cast

from reward_runtime.answer import Answer
from reward_runtime.answers.instructions.arguments import Arguments, Check
from reward_runtime.answers.instructions.kinds import KINDS
from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING, Sample

__all__ = ["Instructions", "Order", "all_followed", "share_followed"]


@dataclass(frozen=True)
class Order:
    """The instructions of one row."""

    checks: tuple[Check, ...]
    example: str = ""
    """A response that follows all of it, if the row has one."""
    about: tuple[tuple[str, ...], ...] = ()
    """A text on the task holds one term of each group. A term that ends in ``*`` is the beginning of a word."""

    def followed(self, text: str) -> float:
        """Return the share 0..1 of the checks that a text passes."""
        return sum(check(text) for check in self.checks) / len(self.checks)


@dataclass(frozen=True)
class Instructions(AnswerKind[str, Order]):
    """References such as ``{"instruction_id_list": [...], "kwargs": [{...}, ...], "example": "...", "about": [[]]}``.

    ``about`` anchors the row's task, as ``Order.about`` says; ``example`` and ``about`` may be missing.
    """

    def parse_reference(self, reference: object) -> Order:
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
        checks = tuple(_check(kind, values) for kind, values in zip(named, given, strict=True))
        return Order(checks, example, _groups(fields.get("about", [])))

    def parse(self, text: str) -> str:
        """Return the text itself."""
        return text

    def compare(self, answer: str, reference: Order) -> Grade:
        """Grade 1 if every instruction is followed, else 0."""
        return Grade(1.0, "all_followed") if reference.followed(answer) == 1 else Grade(0.0, "some_not_followed")

    def render(self, reference: object) -> str | None:
        """Return the row's example of a response that follows all of it, if it has one."""
        return self.parse_reference(reference).example or None


def all_followed(sample: Sample[Order], answer: Answer[str]) -> Grade:
    """Whether every instruction is followed: the kind's comparison as a scorer."""
    return Instructions().compare(answer.value, sample.reference)


def share_followed(sample: Sample[Order], answer: Answer[str]) -> Grade:
    """Share 0..1 of the instructions that are followed."""
    return Grade(sample.reference.followed(answer.value), "share_followed")


def _groups(about: object) -> tuple[tuple[str, ...], ...]:
    groups = cast("list[object]", about) if isinstance(about, list) else [about]
    found = [cast("list[object]", group) if isinstance(group, list) else [] for group in groups]
    terms = [tuple(term for term in group if isinstance(term, str) and term.strip("* ")) for group in found]
    if not all(terms) or [len(each) for each in terms] != [len(group) for group in found]:
        raise RowFault("bad_about")
    return tuple(terms)


def _check(kind: object, values: object) -> Check:
    build = KINDS.get(kind) if isinstance(kind, str) else None
    if build is None:
        raise RowFault("unknown_instruction")
    if not isinstance(values, dict):
        raise RowFault("bad_kwargs")
    return build(Arguments(cast("dict[str, object]", values)))
