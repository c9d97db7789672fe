"""The number that an announced clause gives, and whether two numbers leave open which is meant."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reward_runtime.answer import Normalize, Span
from reward_runtime.answers.numbers.embedded import is_embedded
from reward_runtime.answers.numbers.measures import same_number
from reward_runtime.answers.numbers.notation import read_number
from reward_runtime.answers.numbers.numerals import numerals
from reward_runtime.answers.numbers.surroundings import stands_alone
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.prose.clause import bare, sentence_end
from reward_runtime.extract.prose.doubt import DENIED_AFTER, DENIED_BEFORE, JOINED, OR

__all__ = ["counts", "is_hedge", "number_given"]

_NEAR: Final = 40
"""Characters around a number that are searched for words that join or deny it."""
_LONGEST: Final = 400
"""Characters of a clause that are read."""
_WORDS: Final = r"(?:[ \t]{0,2}[A-Za-z%\u00b0-\u00b3$\u20ac][A-Za-z%.]{0,15}){0,2}"
"""At most two words of a unit."""
_UNIT: Final = re.compile(
    r"\A[ \t]{1,2}(?!(?:and|or|und|oder|et|ou|y|o|e|u|to|out|instead|short|ahead|vs|versus|but)\b)"
    r"[A-Za-z%]{1,16}(?=[\s,/&])",
    re.IGNORECASE,
)
_OR: Final = re.compile(
    rf"{_WORDS}[\s*_`$),]{{0,4}}(?<![A-Za-z])(?:{OR}|(?<=,\s)(?:maybe|perhaps|possibly))\s{{0,4}}(?:[A-Za-z]{{1,12}}\s){{0,2}}"
    r"[\s*_`$(]{0,4}",
    re.IGNORECASE,
)
_PERHAPS: Final = re.compile(
    rf"{_WORDS}[\s*_`$),;]{{0,4}}(?<!\w)(?:or |but |(?:al)?though )?(?:it |that )?"
    r"(?:maybe|perhaps|possibly|(?:could|may|might) (?:also |well |even )?be) (?:even )?[\s*_`$(]{0,4}",
    re.IGNORECASE,
)
"""Between a number and another that it may be."""
_ELSE: Final = (
    r"(?:else|otherwise|in (?:which|that) case|if not(?! (?:for|[a-z]{2,20}ing)\b)|if it (?:isn['\u2019]t|is not)"
    r"|or else)"
)
_IF: Final = re.compile(
    rf"{_WORDS}[\s*_`$),]{{0,4}}(?<!\w)(?:if|unless|when|provided|assuming)\b[^.!?;\n]{{1,60}}?[\s,]{_ELSE}\b[^.!?;\n\d]{{0,24}}",
    re.IGNORECASE,
)
"""Between two answers that a condition chooses from: ``72 if it rains, else 24``."""
_WHEN: Final = rf"{_WORDS}[\s*_`$)]{{0,4}}(?<!\w)(?:if|unless|when|in case)\b"
_EACH: Final = re.compile(rf"{_WHEN}[^.!?\n\d]{{1,60}}?(?:[,;]|\band)\s{{1,4}}[\s*_`$(]{{0,4}}", re.IGNORECASE)
_AS_WELL: Final = re.compile(_WHEN, re.IGNORECASE)
"""Between two answers that each have a condition, and behind the second: ``72 if it rains, 24 if not``."""
_OTHERWISE: Final = re.compile(
    rf"(?<!\w){_ELSE}[\s,:*_]{{1,4}}"
    r"(?:(?:it|that)(?:['\u2019]s| is| would be) |the answer (?:is|would be) )?[\s*_`$(]{0,4}\Z",
    re.IGNORECASE,
)
"""Before such an answer."""
_THEN: Final = re.compile(
    rf"{_WORDS}[\s*_`$),]{{0,4}}(?<!\w)(?:{_ELSE}|(?:when|where) not(?! [a-z]{{2,20}}ing\b))(?!\w)", re.IGNORECASE
)
"""Behind an answer that counts only if another does not."""
_REASON: Final = re.compile(
    rf"{_WORDS}[\s*_`$)]{{0,4}},\s{{1,4}}(?:or else|otherwise),? [^.!?;\n]{{1,40}}?"
    r"\b(?:(?:would|could)(?:n['\u2019]t| not)"
    r"|would (?:be (?:wrong|incorrect|false|inconsistent|impossible|too)|make no sense)|is (?:impossible|wrong"
    r"|absurd))\b"
    r"[^.!?;\n\d]{0,40}(?:[.!?\n]|\Z)",
    re.IGNORECASE,
)
"""Behind an answer whose contrary is refuted: ``72, otherwise the total would be wrong``."""
_APART: Final = re.compile(r"(?:[ \t]{0,2}[A-Za-z%]{1,16})?[\s*_`$)}]{0,4};[\s*_`$({]{0,4}")
"""Between two numbers of a bare list, with at most a word of a unit."""
_ENDS: Final = re.compile(r"[ \t]{0,2}(?:[A-Za-z%]{1,16})?[*_`$)}]{0,4}[.!]?[*_`$)}]{0,4}[ \t\r]{0,4}(?:\n|\Z)")
"""Behind a number that stands alone to the end of its line."""
_NEXT: Final = 120
"""Characters behind a number that are searched for another one."""
_TO: Final = r"\b(?:up )?to\b|\bthrough\b|\b(?:bis|até|hasta|до)\b|\b[àa]\b|到|至|から|[~\uff5e\u2013\u2014-]"
_SPAN: Final = re.compile(rf"{_WORDS}[\s*_`$}})]{{0,4}}(?:{_TO})[\s*_`$({{]{{0,4}}", re.IGNORECASE)
"""Between the ends of a range."""
_CONTRAST: Final = re.compile(
    r"\b(?:opposed|compared|contrary|close|next|relative|due|thanks|up from)\b", re.IGNORECASE
)
"""Between a number and another that is no end of a range."""
_RELATIVE: Final = re.compile(
    r"(?:[ \t][A-Za-z]{1,12})?[ \t](?:less|more|fewer|greater|short|above|below|over|under)\b", re.IGNORECASE
)
"""Behind a number that is only the distance to another."""
_PLACES: Final = re.compile(r"[\s*_`$]{0,4}(?:decimal|significant|digit|figure|place|d\.?p|s\.?f)", re.IGNORECASE)
"""Behind the number of places that an answer is rounded to."""
_RANGE: Final = re.compile(rf"{_WORDS}\s{{1,4}}(?:and|to)\s{{1,4}}[$*_]{{0,4}}", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"\b(?:between|either|both|anywhere from|rang(?:es?|ing) from)\s[\s$*_]{0,4}\Z", re.IGNORECASE
)
_OPERATED: Final = re.compile(
    rf"\}}?{_WORDS}[\s$)}}\]]{{0,4}}(?:=|\u2248|\\approx|(?:[-+*/\u00d7\u00f7\u2212]|x|\\times|\\cdot|\\div|plus|minus"
    r"|times|divided by|multiplied by)[\s$({\\]{0,4}[\d.$])"
)
"""Behind a number that is a part of arithmetic."""
_UNREAL: Final = re.compile(r"[^.!?\n\d]{0,24}\b(?:if|unless|had)\b", re.IGNORECASE)
"""Behind the would-be answer."""
_EQUALITY: Final = re.compile(r"[=\u2248\u2192]|\\(?:approx|to|rightarrow)|\b(?:is|equals?|gives|makes)\b")
_LEADING: Final = (
    "a an the about approximately around roughly exactly precisely simply just only equal equals to is be now then"
    " therefore thus so clearly indeed also probably likely total of number value either that it ist es est etwa"
    " environ ungefähr donc"
)
_LEAD: Final = re.compile(
    r"(?:[\s*_`$({:=~\u2248\"'\u201c\u300c]|\\(?:text|textbf|mathbf|mathrm|left|approx|[(\[,;:! ])"
    rf"|\b(?:{_LEADING.replace(' ', '|')})\b|\b[A-Za-z]\b(?=\s?=)|是|为|約|约){{0,24}}",
    re.IGNORECASE,
)
"""May stand before the number that a clause begins with."""
_EXPRESSION: Final = re.compile(
    r"[\s*_`$(:=]{0,8}(?:\\(?:\(|\[)\s?)?[-\d.]{0,20}\s?(?:\\[A-Za-z]{1,20}[\[{\s^\d]|\d{1,50}\s?[\^!])"
)


def number_given(response: str, clause: Span, normalize: Normalize) -> Sequence[Span]:
    """The number that an announced clause gives: the one it begins with, else the only one in its sentence.

    Arithmetic before it is passed over ("the answer is 24 + 48 = 72"). Two numbers if it hedges ("70 or 72", "70, 72").
    If it begins with an expression or with a number that is made another, that text, which is not a number.
    """
    box = boxed("last")(response, [clause])
    if box is not None:
        return [box.span]
    whole = bare(response, clause, dollars=True)
    if whole is None:
        return []
    start, stop = whole[0], min(sentence_end(response, *whole), whole[0] + _LONGEST)
    numbers = list(numerals(response, start, stop))
    begins = _LEAD.match(response, start, stop)
    result = next((find for find in numbers if not _OPERATED.match(response, find[1], stop)), None)
    if result is not None and numbers[0][0] <= (begins.end() if begins else start):
        before = response[max(0, clause[0] - _NEAR) : clause[0]].rstrip(" \t*_`:")
        unreal = before.endswith("would be") and _UNREAL.match(response, result[1], stop)
        clear = not unreal and _is_result(response, result, numbers) and counts(response, *result)
        return _with_neighbour(response, result, whole[1]) if clear else [whole]
    if _EXPRESSION.match(response, start, stop):
        return [whole]
    return [] if _is_worked(response, clause[0], numbers, stop) else _only(response, numbers, stop)


def counts(response: str, start: int, end: int) -> bool:
    """Whether a number is neither denied, nor made another, nor a part of an expression."""
    before, after = max(0, start - _NEAR), (response, end)
    denied = DENIED_BEFORE.search(response, before, start) or DENIED_AFTER.match(*after)
    conditional = _OTHERWISE.search(response, before, start) or (_THEN.match(*after) and not _REASON.match(*after))
    return not (denied or conditional) and stands_alone(response, start, end) and not is_embedded(response, start, end)


def is_hedge(response: str, one: Span, other: Span) -> bool:
    """Whether two numbers that differ are joined by *or*, chosen by a condition, the ends of a range, or a list."""
    between = response[one[1] : other[0]]
    if len(between) > _NEXT or same_number(response, one, other):
        return False
    if _is_conditional(response, one, other):
        return True
    if len(between) > _NEAR:
        return False
    if _OR.fullmatch(between):
        return True
    if _APART.fullmatch(between) and _ENDS.match(response, other[1]):
        line = response[max(0, response.rfind("\n", 0, one[0]), one[0] - _NEXT) : one[0]]
        return not any(map(str.isdigit, line))
    ranges = _RANGE.fullmatch(between) and _BETWEEN.search(response, max(0, one[0] - _NEAR), one[0])
    return ranges is not None


def _is_conditional(response: str, one: Span, other: Span) -> bool:
    """Whether a condition chooses between two numbers."""
    between = response[one[1] : other[0]]
    if _IF.fullmatch(between):
        return True
    ternary = between.strip() == ":" and response[max(0, one[0] - 4) : one[0]].rstrip().endswith("?")
    return ternary or bool(
        _EACH.fullmatch(between) and (_AS_WELL.match(response, other[1]) or _THEN.match(response, other[1]))
    )


def _with_neighbour(response: str, number: Span, stop: int) -> Sequence[Span]:
    """The number, and the next if it is joined to it; a word of a unit may stand between."""
    following = next(numerals(response, number[1], min(stop, number[1] + _NEXT)), None)
    if following is None:
        return [number]
    pair = [number, following]
    if same_number(response, number, following) or _RELATIVE.match(response, following[1]):
        return [number]
    between = response[number[1] : following[0]]
    if _is_conditional(response, *pair) or _PERHAPS.fullmatch(between):
        return pair
    if _SPAN.fullmatch(between) and not _CONTRAST.search(between) and not _PLACES.match(response, following[1]):
        return pair
    if _APART.fullmatch(between):
        return pair if _ENDS.match(response, following[1]) else [number]
    if "." in between and _OPERATED.match(response, following[1]):
        return [number]
    return pair if len(between) <= _NEAR and JOINED.fullmatch(_UNIT.sub("", between, count=1)) else [number]


def _is_result(response: str, number: Span, numbers: Sequence[Span]) -> bool:
    """Whether a number stands behind a sign of equality, if arithmetic stands before it: ``6 * 7`` is not a number."""
    before = [find for find in numbers if find[1] <= number[0]]
    return not before or _EQUALITY.search(response, before[-1][1], number[0]) is not None


def _is_worked(response: str, start: int, numbers: Sequence[Span], stop: int) -> bool:
    """Whether the clause begins a solution: it is a heading, or a label ("Answer:") with arithmetic behind it."""
    mark = response[max(0, start - _NEAR) : start].rstrip(" \t\n*_`")[-1:]
    arithmetic = any(_OPERATED.match(response, find[1], stop) for find in numbers)
    return mark == "#" or (mark in (":", "\uff1a") and arithmetic)


def _only(response: str, numbers: Sequence[Span], stop: int) -> Sequence[Span]:
    """The number of a sentence that has one, apart from arithmetic; several if it leaves open which."""
    said = [find for find in numbers if not _OPERATED.match(response, find[1], stop) and counts(response, *find)]
    if len({read_number(response[slice(*find)]) for find in said}) == 1:
        return said[-1:]
    return said if any(is_hedge(response, *pair) for pair in pairwise(said)) else []
