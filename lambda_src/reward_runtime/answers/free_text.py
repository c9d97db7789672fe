"""Answers that are texts as they stand: for rewards that a judge reads, and for scorers of any text."""

from dataclasses import dataclass

from reward_runtime.answers.kind import AnswerKind
from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING

__all__ = ["AsIs", "FreeText"]


@dataclass(frozen=True)
class FreeText(AnswerKind[str, str]):
    """Text in, text out."""

    required: bool = True
    """Whether a row needs a reference. If not, a row without one has the empty text as its reference."""
    keys: tuple[str, ...] = REFERENCE_KEYS
    """Keys under which an object reference holds its text; the first that is not null counts."""

    def parse(self, text: str) -> str | None:
        """Return the text; ``None`` for an empty one."""
        return text or None

    def parse_reference(self, reference: object) -> str:
        """Return the reference's text; else ``RowFault``."""
        if reference is MISSING and not self.required:
            return ""
        text = held(reference, self.keys)
        if not isinstance(text, str) or not text.strip():
            raise RowFault("no_text")
        return text

    def render(self, reference: object) -> str | None:
        """Return the reference's text. Return ``None`` if the row has none."""
        return self.parse_reference(reference) or None

    def compare(self, answer: str, reference: str) -> bool:
        """Say whether both are the same text, regardless of case and white space."""
        return self.normalize(answer) == self.normalize(reference)

    def normalize(self, text: str) -> str:
        """Return the text without its case and layout."""
        return " ".join(text.casefold().split())


@dataclass(frozen=True)
class AsIs(AnswerKind[str, object]):
    """The response as it stands, and the reference as the row has it: for functions that read both themselves."""

    def parse(self, text: str) -> str | None:
        """Return the text; ``None`` for an empty one."""
        return text or None

    def parse_reference(self, reference: object) -> object:
        """Return the reference of any JSON type; ``None`` if the row has none."""
        return None if reference is MISSING else reference

    def compare(self, answer: str, reference: object) -> bool:
        """Say whether the response is the reference to the letter."""
        return answer == reference

    def render(self, reference: object) -> None:
        """Return ``None``, because only the function knows a right answer."""
