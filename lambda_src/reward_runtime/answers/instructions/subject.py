"""Whether a text is about its task: a gate before the scorers of instructions, which look at form alone.

An empty code fence follows "answer in JSON", and a page of filler follows "at least 300 words". So a text counts only
if it holds the words that the row anchors its task in, outside of the parts that it copies from the prompt.
"""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import Answer
from reward_runtime.answers.instructions.instructions import Order
from reward_runtime.answers.kind import Grade, Result
from reward_runtime.answers.texts import folded
from reward_runtime.dimension import Scorer
from reward_runtime.samples import Sample

__all__ = ["on_task"]

_RUN: Final = 5
"""Words in the prompt's order from which on they are a copy. A good text quotes a name, or four words."""
_SHORT: Final = 12
_OWN: Final = 0.2
"""Least share of different words that the prompt has not, of a text with more than this many left beside its copies.
A prompt in another order has none of its own. Short answers may be made of the prompt's words ("It is negative")."""
_LOOKED_AT: Final = 4_000
"""Words of a text; IFEval asks for 1,200 at most."""
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u200c\u200d]+[^\W_]*)*")
"""Letters with the marks that belong to them, as the scripts of India write their vowels."""
_LONG: Final = 5
_OF_INSTRUCTIONS: Final = (
    "about above after again answer below bullet capital comma commas contain could english entire every"
    " exactly first following given include language least letter letters lowercase markdown please point"
    " points reply response section sections sentence sentences should their there these title using which"
    " while words would write wrapped paragraph paragraphs placeholders separated double different repeat"
    " without another describe create provide"
)
"""Words of instructions, which say nothing about the task."""


def on_task(scorer: Scorer[str, Order]) -> Scorer[str, Order]:
    """Let a scorer count only if the text is about its task; else grade 0, ``copied`` or ``off_task``."""

    def score(sample: Sample[Order], answer: Answer[str]) -> Result:
        reason = _astray(sample, answer.value)
        return Grade(0.0, reason) if reason else scorer(sample, answer)

    return score


def _astray(sample: Sample[Order], text: str) -> str:
    asked, said = _words(sample.prompt), _words(text)[:_LOOKED_AT]
    left, known = _uncopied(said, asked), set(asked)
    if said and not left:
        return "copied"
    if len(left) > _SHORT and sum(word not in known for word in set(left)) < _OWN * len(set(left)):
        return "copied"
    groups = sample.reference.about or _from_prompt(asked)
    return "" if all(_holds_one(" ".join(left), group) for group in groups) else "off_task"


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _uncopied(said: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The words of a text without the runs of them that stand in the prompt too."""
    runs = {tuple(asked[at : at + _RUN]) for at in range(len(asked) - _RUN + 1)}
    copied: set[int] = set()
    for at in range(len(said) - _RUN + 1):
        if tuple(said[at : at + _RUN]) in runs:
            copied.update(range(at, at + _RUN))
    return [word for at, word in enumerate(said) if at not in copied]


def _from_prompt(asked: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """If the row names no anchors, one of the prompt's long words; none if it has none."""
    common = _OF_INSTRUCTIONS.split()
    words = dict.fromkeys(word for word in asked if len(word) >= _LONG and word not in common)
    return (tuple(f"{word[:-1]}*" for word in words),) if words else ()


def _holds_one(text: str, terms: Sequence[str]) -> bool:
    return any(_pattern(term).search(text) for term in terms)


def _pattern(term: str) -> re.Pattern[str]:
    words = " ".join(_words(term))
    end = "" if term.endswith("*") else r"(?!\S)"
    return re.compile(rf"(?<!\S){re.escape(words)}{end}")
