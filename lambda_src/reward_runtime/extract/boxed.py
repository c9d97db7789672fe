r"""``\boxed{...}`` and ``\fbox{...}`` with balanced braces.

``\boxed 7`` without braces is not a box, because the end of such an answer is a guess. Neither is an empty box, one
that holds a word for the answer to come (``\boxed{your answer}``), nor one that is only quoted.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.extract.quoted import unquoted

__all__ = ["boxed", "holds_place"]

_OPENED: Final = r"\\(?:boxed|fbox)[ \t]{0,8}\{"
_BOX: Final = re.compile(_OPENED + r"(?:([^{}\\]{0,200})\})?")
"""The group is the content of a box that holds no brace and no command."""
_BRACES: Final = re.compile(_OPENED + r"|\\[{}\\]|[{}]")
_LONGEST_PLACE: Final = 60
"""Characters; longer content is not a placeholder."""
_DRESS: Final = re.compile(
    r"\\(?:text(?:bf|it|rm)?|math(?:rm|bf|it)|mbox|phantom|underline|q?quad|[lc]?dots|square|Box|hspace)(?![A-Za-z])"
    r"|\\[,;:!_ ]|(?<!\\)[{}]|[\s.\u2026\u22ef_?~$*<>\[\]\"'`#\u25a1\u2610-]+"
)
_PLACES: Final = frozenset({
    *(f"{whose}{final}answer{here}" for whose in ("", "your ", "the ", "my ", "insert ", "insert your ", "insert the ")
      for final in ("", "final ", "correct ", "numerical ") for here in ("", " here", " goes here")),
    *("result", "final result", "the result", "your result", "ans", "answer value", "fill in", "tbd", "todo"),
    *("答案", "你的答案", "最终答案", "最終答案", "答え"),
    *("最終的な答え", "解答", "回答", "答", "정답", "답", "최종 답"),
    *("respuesta", "tu respuesta", "réponse", "votre réponse", "antwort", "deine antwort", "ihre antwort"),
    *("risposta", "resposta", "sua resposta", "ответ", "ваш ответ"),
    *("الإجابة", "الجواب", "उत्तर", "antwoord", "svar", "odpowiedź", "cevap", "jawaban"),
})  # fmt: skip


def boxed(on_conflict: OnConflict = "none") -> Extractor:
    r"""Content of ``\boxed{...}`` or ``\fbox{...}``; ``none`` compares boxes by their normal form."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        boxes = [box for span in spans for box in _said(response, span)]
        return chosen(response, "boxed", boxes, on_conflict, normalize)

    return Extractor(find, f"\\boxed{{{ANSWER}}}")


def holds_place(content: str) -> bool:
    """Whether the content of a box only holds the place of an answer to come."""
    if content.isalnum():
        return content.casefold() in _PLACES
    if len(content) > _LONGEST_PLACE or any(map(str.isdigit, content)):
        return False
    bare = " ".join(_DRESS.sub(" ", content).split()).casefold()
    return not bare or bare in _PLACES


def _said(response: str, part: Span) -> list[Span]:
    """Boxes of a part of the response, in order, without those that say nothing, unless one is all that there is."""
    found = _boxes(response, *part)
    if not found:
        return []
    boxes = {(response.rfind("\\", part[0], start), end + 1): (start, end) for start, end in found}
    filled = [whole for whole, inside in boxes.items() if not holds_place(response[slice(*inside)])]
    if not filled and not any(response[slice(*rest)].strip() for rest in _around(part, next(iter(boxes)))):
        return found
    return [boxes[whole] for whole in unquoted(response, part, filled)]


def _around(part: Span, span: Span) -> tuple[Span, Span]:
    return (part[0], span[0]), (span[1], part[1])


def _boxes(response: str, start: int, end: int) -> list[Span]:
    # This finds the first box of any kind, and most responses hold one plain box.
    first = _BOX.search(response, start, end)
    if first is None:
        return []
    if first.group(1) is not None and response.find("\\", first.end(), end) < 0:
        return [first.span(1)]
    return list(_balanced(response, first.start(), end))


def _balanced(response: str, start: int, end: int) -> Iterator[Span]:
    """Of boxes within each other the outer one."""
    boxes: list[Span] = []
    opened: list[int | None] = []
    for brace in _BRACES.finditer(response, start, end):
        mark = brace.group()
        if mark == "{":
            opened.append(None)
        elif len(mark) > 2:
            opened.append(brace.end())
        elif mark == "}" and opened:
            inside = opened.pop()
            if inside is not None:
                while boxes and boxes[-1][0] > inside:
                    boxes.pop()
                boxes.append((inside, brace.start()))
    return iter(boxes)
