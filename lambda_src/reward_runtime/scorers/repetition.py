"""Whether a response repeats itself."""

from typing import Final

from reward_runtime.answer import Answer
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample

__all__ = ["unrepeated"]

_CHARACTERS_A_WORD: Final = 20
"""Characters a word on average from which a text counts as written without spaces (ours; English has 5)."""
_CHARACTERS_A_GRAM: Final = 3
"""Characters that take the place of one word in such a text (ours)."""


def unrepeated(*, window: int = 1500, n: int = 4) -> Scorer[object, object]:
    """Score the share, 0..1, of different n-grams among all in the last ``window`` characters of the response.

    N-grams of words, or of ``3 * n`` characters if there are few spaces. A response that degenerates does so at
    its end, hence the window; white space after the text does not count. ``RewardDefinitionError`` for a window below
    1 or above 100,000 characters, or an ``n`` outside 1..20.
    """
    if not 1 <= window <= 100_000 or not 1 <= n <= 20:
        raise RewardDefinitionError(
            f"unrepeated: got window {window!r} and n {n!r}, expected 1 to 100,000 characters and 1 to 20"
        )

    def score(sample: Sample[object], answer: Answer[object]) -> Grade:
        share = _different((sample.response or "").rstrip()[-window:], n)
        return Grade(share, "unrepeated" if share == 1 else "repeats")

    return score


def _different(text: str, n: int) -> float:
    words = text.split()
    if len(words) * _CHARACTERS_A_WORD < len(text):
        joined, size = " ".join(words), n * _CHARACTERS_A_GRAM
        grams: list[object] = [joined[start : start + size] for start in range(len(joined) - size + 1)]
    else:
        grams = list(zip(*(words[start:] for start in range(n)), strict=False))
    return len(set(grams)) / len(grams) if grams else 1.0
