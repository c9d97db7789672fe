"""How a kind of answer finds its values in running text, and when two of them say the same."""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from reward_runtime.answer import Normalize, Span

__all__ = ["WORDS", "Reading"]

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_MOST: Final = 3
"""Words of a value."""
_NO_VALUE: Final = "\u2603 no value is spelled so"


class Reading(NamedTuple):
    """The values of one kind of answer in running text."""

    values: Callable[[str, Span, Normalize], Iterator[Span]]
    """``values(response, part, normalize)``: the places of values in the part, in the order of the text."""
    same: Callable[[str, Span, Span, Normalize], bool]
    """``same(response, one, other, normalize)``: whether two of them may say the same; in doubt they do not."""


def _words(response: str, part: Span, normalize: Normalize) -> Iterator[Span]:
    """Up to three words with a normal form; none if the kind of answer reads any text, because then none is a value."""
    if normalize(_NO_VALUE) is not None:
        return
    words = [word.span() for word in _WORD.finditer(response, *part)]
    at = 0
    while at < len(words):
        lasts = range(at, min(at + _MOST, len(words)))
        last = next((each for each in lasts if normalize(response[words[at][0] : words[each][1]]) is not None), None)
        if last is not None:
            # Without the words before it that change nothing: *of positive*.
            starts = (words[first][0] for first in range(last, at - 1, -1))
            stop = words[last][1]
            yield next(start for start in starts if normalize(response[start:stop]) is not None), stop
        at = at + 1 if last is None else last + 1


def _same_words(response: str, one: Span, other: Span, normalize: Normalize) -> bool:
    return normalize(response[slice(*one)]) == normalize(response[slice(*other)])


WORDS: Final = Reading(_words, _same_words)
"""For labels: the words that have a normal form."""
