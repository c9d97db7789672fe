r"""An answer in several boxes side by side, as ``\boxed{1}, \boxed{2}`` or ``\boxed{1} and \boxed{2}``."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reward_runtime.answer import ANSWER, MAX_OTHER_MATCHES, Extractor, Match, Normalize, Span
from reward_runtime.extract.boxed import boxed

__all__ = ["boxes_side_by_side"]

_BETWEEN: Final = re.compile(
    r"\}(?:[\s$,;]|\\[,; ]|\\q?quad|\\text\{\s*(?:and|or)\s*\}|and|or){1,40}\\(?:boxed|fbox)[ \t]{0,8}\{"
)


def boxes_side_by_side() -> Extractor:
    """All boxes of the response as one list, if nothing but commas and ``and`` or ``or`` stand between them.

    Boxes apart from one another are not one answer, nor are more than a receipt lists. Boxes that say the same are one.
    """
    last = boxed("last")

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        if response.count("boxed") + response.count("\\fbox") < 2:
            return None
        match = last.find(response, spans, normalize)
        if match is None or not 0 < len(match.other_matches) < MAX_OTHER_MATCHES:
            return None
        boxes = [*match.other_matches, match.span]
        gaps = pairwise(boxes)
        if not all(_BETWEEN.fullmatch(response, before[1], after[0]) for before, after in gaps):
            return None
        texts = [response[start:end].strip() for start, end in boxes]
        if len({normalize(text) for text in texts}) == 1:
            return None
        return Match(", ".join(texts), "boxes_side_by_side", (boxes[0][0], boxes[-1][1]), match.other_matches)

    return Extractor(find, f"\\boxed{{{ANSWER}}}")
