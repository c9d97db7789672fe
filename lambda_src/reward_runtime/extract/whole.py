"""The response itself as the answer."""

from collections.abc import Hashable, Sequence
from typing import Final

from reward_runtime.answer import Answer, Extractor, Normal, Span, chosen

__all__ = ["whole", "whole_text"]

_LONGEST: Final = 200
"""Characters; a longer part is a text, not a short answer."""


def whole(normal: Normal) -> Extractor:
    """Each part itself where all of it has a normal form, such as the label ``**Positive.**``; a sentence has none."""

    def read(text: str) -> Hashable | None:
        return normal(text) if len(text) <= _LONGEST else None

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        if any(read(response[start:end]) is None for start, end in spans):
            return None
        return chosen(response, "whole", spans, "only", read)

    return extract


def whole_text() -> Extractor:
    """All of the response after its reasoning, unless it is blank: for rewards that look at the text itself."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        written = [span for span in spans if response[slice(*span)].strip()]
        return chosen(response, "whole_text", written, "last", str.casefold)

    return extract
