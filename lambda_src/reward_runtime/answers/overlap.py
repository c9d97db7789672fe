"""How much of a reference's wording an answer has: partial credit for texts, never a verdict.

Each is a scorer for answers of the kinds ``Texts`` and ``FreeText``; the best of several alternatives counts. The cost
is bounded by ``LONGEST_TEXT``: a longer answer earns 0.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Final

from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.texts import LONGEST_TEXT, References, normal_text, plain_text, written_references
from reward_runtime.samples import Sample

__all__ = ["edit_distance", "edit_similarity", "lcs_length", "rouge_l", "token_f1"]

_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, kana and ideographs: written without spaces, so each character is a token."""
_TOKEN: Final = re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")


def token_f1(sample: Sample[References | str], answer: Answer[object]) -> Grade:
    """Harmonic mean, 0..1, of the shares of tokens in common, in any order (SQuAD's F1)."""
    return _best(sample, answer, _tokens, _common)


def rouge_l(sample: Sample[References | str], answer: Answer[object]) -> Grade:
    """Harmonic mean, 0..1, of the shares of tokens in the longest common subsequence (ROUGE-L's F1, unstemmed).

    Every word counts, an article that begins the text included.
    """
    return _best(sample, answer, _words, _subsequence)


def edit_similarity(sample: Sample[References | str], answer: Answer[object]) -> Grade:
    """1 less the Levenshtein distance of the normal forms per character of the longer one, 0..1."""
    return _best(sample, answer, _characters, _likeness)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(normal_text(text))


def _words(text: str) -> list[str]:
    return _TOKEN.findall(plain_text(text))


def _characters(text: str) -> list[str]:
    return list(unicodedata.normalize("NFC", normal_text(text)))


def _best(
    sample: Sample[References | str],
    answer: Answer[object],
    parts: Callable[[str], list[str]],
    likeness: Callable[[list[str], list[str]], float],
) -> Grade:
    text = answer.text.strip()
    if len(text) > LONGEST_TEXT:
        return Grade(0.0, "too_long")
    found = parts(text)
    if not found:
        return Grade(0.0, "no_text")
    value = max(likeness(found, parts(reference)) for reference in written_references(sample))
    return Grade(value, "same_parts" if value == 1 else "some_parts" if value else "no_parts")


def _common(found: list[str], wanted: list[str]) -> float:
    return _f1((Counter(found) & Counter(wanted)).total(), found, wanted)


def _subsequence(found: list[str], wanted: list[str]) -> float:
    return _f1(lcs_length(found, wanted), found, wanted)


def _f1(common: int, found: list[str], wanted: list[str]) -> float:
    """Equal to 2PR / (P + R), in one division."""
    return 2 * common / (len(found) + len(wanted))


def _likeness(found: list[str], wanted: list[str]) -> float:
    return 1 - edit_distance(found, wanted) / max(len(found), len(wanted))


def _places(parts: Sequence[Hashable]) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    for index, part in enumerate(parts):
        places[part] = places.get(part, 0) | 1 << index
    return places


def lcs_length(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> int:
    """Length of the longest common subsequence, a row of the table at a time in one integer (Hyyrö 2004)."""
    places, full = _places(wanted), (1 << len(wanted)) - 1
    row = full
    for part in found:
        met = row & places.get(part, 0)
        row = (row + met | row - met) & full
    return len(wanted) - row.bit_count()


def edit_distance(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> int:
    """Levenshtein distance, a column of the table at a time in two integers (Myers 1999, Hyyrö's form)."""
    if not wanted:
        return len(found)
    places, full, last = _places(wanted), (1 << len(wanted)) - 1, 1 << len(wanted) - 1
    up, down, distance = full, 0, len(wanted)
    for part in found:
        met = places.get(part, 0)
        level = ((met & up) + up ^ up | met | down) & full
        right = down | full & ~(level | up)
        left = up & level
        distance += 1 if right & last else -1 if left & last else 0
        right = (right << 1 | 1) & full
        up = left << 1 & full | full & ~(level | right)
        down = right & level
    return distance
