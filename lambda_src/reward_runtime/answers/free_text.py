"""Answers that are texts as they stand, for rewards that a judge reads."""

from collections.abc import Hashable
from dataclasses import dataclass

from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING

__all__ = ["FreeText"]


@dataclass(frozen=True)
class FreeText:
    """Text in, text out."""

    required: bool = True
    """Whether a row without a reference can be scored at all."""
    keys: tuple[str, ...] = REFERENCE_KEYS
    """Where a reference that is an object holds its text; the first that is not null counts."""

    def accept(self, answer: Answer) -> str | None:
        """Return the answer's text; ``None`` for a blank one."""
        return answer.text or None

    def normal(self, text: str) -> Hashable:
        """Return what is equal where two texts say the same."""
        return " ".join(text.casefold().split())

    def read_reference(self, reference: object) -> str:
        """Return the reference's text, empty where there may be none; else ``RowFault``."""
        if reference is MISSING and not self.required:
            return ""
        text = held(reference, self.keys)
        if not isinstance(text, str) or not text.strip():
            raise RowFault("no_text")
        return text
