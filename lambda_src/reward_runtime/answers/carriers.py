"""Words that may stand beside a label without changing it: ``positive sentiment``, ``肯定的です``.

The list is closed. A word outside it, such as *not*, *less* or *mixed*, may reverse a label, so a text with such a word
is not a label.
"""

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["Carried"]

_WORDS: Final = (
    "a an the this that it its it's is was be are as of in to overall very strongly strong clearly"
    " clear definitely quite really highly extremely generally mostly predominantly largely fairly rather pretty"
    " sentiment tone feeling feelings emotion emotions attitude opinion polarity mood stance view impression"
    " label class category classification answer verdict result prediction final correct review tweet text message post"
    " comment statement sentence"
)
_ALONE: Final = frozenset(_WORDS.split())
_TURNING: Final = frozenset({"no", "not", "none", "non"})
"""Labels that turn the word behind them around: ``no comment``."""
_JOINED: Final = (
    *(
        "感情",
        "意見",
        "評価",
        "内容",
        "印象",
        "感想",
        "態度",
        "口調",
        "トーン",
        "センチメント",
        "極性",
        "気持ち",
        "ニュアンス",
        "雰囲気",
        "答え",
    ),
    *(
        "回答",
        "判定",
        "分類",
        "ラベル",
        "文章",
        "文",
        "投稿",
        "レビュー",
        "コメント",
        "ツイート",
        "全体的に",
        "非常に",
        "とても",
        "かなり",
        "明らかに",
    ),
    *(
        "です",
        "でした",
        "である",
        "であります",
        "だ",
        "となります",
        "になります",
        "と判断します",
        "と思います",
        "と言えます",
        "的",
        "な",
        "の",
        "は",
        "が",
        "に",
        "を",
        "表しています",
        "示しています",
    ),
    *("この", "その"),
)
_JAPANESE: Final = re.compile("|".join(map(re.escape, sorted(_JOINED, key=len, reverse=True))))
_SIGNS: Final = re.compile(r"[\s:：=\-\u2013\u2014→>*_`~#|\"'“”‘’「」『』()（）\[\].,、。!！]+")
_SET: Final = re.compile(r"\\(?:text(?:bf|it)?|math(?:rm|bf))\s?\{([^{}]*)\}?")
_LONGEST: Final = 80
"""Characters; a longer text is a sentence about something."""


class Carried:
    """Reads a label that stands beside carrying words alone."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take every accepted spelling in normal form, and its label."""
        self.words: Final = {word: label for word, label in words.items() if word not in _ALONE | _TURNING}
        spelled = "|".join(_bounded(word) for word in sorted(self.words, key=len, reverse=True))
        self._pattern: Final = re.compile(spelled or r"(?!)")

    def label(self, text: str) -> str | None:
        """Return the one label in a normal text; ``None`` if the text says more than that."""
        if len(text) > _LONGEST:
            return None
        text = _SET.sub(r" \1 ", text)
        said = {self.words[found.group()] for found in self._pattern.finditer(text)}
        return said.pop() if len(said) == 1 and _is_empty(self._pattern.sub(" ", text)) else None


def _bounded(word: str) -> str:
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "(?![a-z0-9])" if word[-1].isascii() else ""
    return before + re.escape(word) + after


def _is_empty(text: str) -> bool:
    words = _SIGNS.sub(" ", text).split()
    return all(word in _ALONE or not _JAPANESE.sub("", word) for word in words)
