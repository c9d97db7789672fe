"""The response itself as the answer."""

from collections.abc import Hashable, Sequence
from typing import Final

from reward_runtime.answer import Extractor, Match, Normalize, Span, chosen

__all__ = ["whole", "whole_text"]

_LONGEST: Final = 200
"""Characters; a longer part is a text, not a short answer."""


def whole() -> Extractor:
    """Each part itself if all of it has a normal form, such as the label ``**Positive.**``.

    If the kind of answer is ``Labels``, a sentence has no normal form. With most other kinds every text has one, so put
    this extractor last.
    """

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        def read(text: str) -> Hashable | None:
            return normalize(text) if len(text) <= _LONGEST else None

        if any(read(response[start:end]) is None for start, end in spans):
            return None
        return chosen(response, "whole", spans, "none", read)

    return Extractor(find)


def whole_text() -> Extractor:
    """All of the response after its reasoning, unless it is blank: for rewards that look at the text itself."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        written = [span for span in spans if response[slice(*span)].strip()]
        return chosen(response, "whole_text", written, "last", normalize)

    return Extractor(find)
