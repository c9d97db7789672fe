"""The letter of a multiple-choice answer.

A letter counts if it is announced ("the answer is B", "Antwort: (b)"), else if it is marked: after "option", "choose",
"pick" and the like; in brackets or bold; first on its line before a dot, bracket or colon; or alone on its line. After
such a word and in brackets either case counts, elsewhere upper case only. A letter in prose ("A dog", "vitamin C")
never counts.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from reward_runtime.answer import ANSWER, UNDECIDED, Extractor, Match, Normalize, OnConflict, Span, chosen, first_of
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract.prose.doubt import DENIED_AFTER, JOINED, OR
from reward_runtime.extract.prose.phrase import Gives, final_answer

__all__ = ["choice", "letters_given"]

_OPTIONS: Final = re.compile("[A-Z]{2,26}")
_WIDE: Final = 0xFEE0
"""From an ASCII letter to its full-width form (Unicode block FF00)."""
_EDGE: Final = "(?![A-Za-z0-9_À-ɏЀ-ӿ'\u2019])"
"""After a letter that is not part of a word; scripts without blanks may follow."""
_SUBJECT: Final = (
    r"(?![\s*_)\]\uff09]{1,4}(?:is|isn|was|were|wasn|being|has|have|does|doesn|do|can|cannot|would|will|not"
    r"|[a-z]{2,20}(?:s|ed))\b)(?!\s{0,2}[不错錯是也はがも는은])"
)
"""Behind a letter that begins a clause of its own: ``B, C is not valid``."""
_FOLLOWING: Final = (
    "because since as due given which for so but rather not is was and or with on according based in porque weil denn"
    " da car parce puisque pois omdat want eftersom fordi bo karena"
)
_GOES_ON: Final = rf"(?![ \t](?!(?:{_FOLLOWING.replace(' ', '|')})\b)[a-z])"
"""Not before a word in lower case that makes the letter an article: ``the answer is A dog``."""
_SPACED: Final = re.compile(
    r"(?:[ \t]{1,4}|[ \t]{0,4}[-\u2013][ \t]{0,4})(?=[A-HJ-Z](?:[ \t]{1,4}[A-HJ-Z]\b|[ \t.]*$))", re.MULTILINE
)
"""Joins bare letters: ``A B C``, ``A-C``."""
_EXPLAINED: Final = re.compile(
    rf"[)\].:]{{1,2}}[*_]{{0,2}}[ \t][^\n.;?!(\[]{{1,80}}?\s(?:{OR}|and|/|&)\s{{1,4}}[*_(\[]{{0,4}}(?=[A-Za-z][)\].:])",
    re.IGNORECASE,
)
"""Joins letters that have their options' texts beside them: ``B) Paris or C) Rome``."""
_LEADING: Final = (
    "clearly definitely simply indeed obviously likely probably the option choice letter answer number either both"
    " neither l'option opción opção 选项 選項 选 選 選択肢 вариант 선택지 boxed text textbf mathrm mathbf"
)
_CHINESE: Final = r"(?<![不别勿没未])(?<!不[应能要该可宜])(?<!如果)(?<!若)(?:选择?|選擇?)(?:为|是)?[\s:：*_(（]{0,4}"
"""``故选B``."""
_TOLD: Final = (
    r"\s?(?:(?:가|이) ?(?:정답|답)(?:입니다|이다|이에요|예요)|が(?:正解|答え|正しい)"
    r"|(?:是|为)(?:正确|正確|最佳)?(?:答案|选项|的答案)|是(?:正确|正確|对)的"
    r"| is the (?:correct|right|best) (?:answer|option|choice)| is (?:correct|right)(?=[\s*_.!]{0,4}(?:\n|\Z)))"
    r"(?![^。.!\n]{0,3}[吗嗎か?？]|(?:では|じゃ))"
)
"""Behind the letter: ``B가 정답입니다``."""
_ASSERTED: Final = r"(?<!\w)" + "".join(
    f"(?<!{each} )" for each in ("hether", "[Ii]f", "hat", "uppose", "ssume", "hink", "laim", "nless", "not", "nor")
)
"""No condition and no doubt stands before the letter."""
_UNSAID: Final = re.compile(rf"{DENIED_AFTER.pattern}|[)*_`]{{0,4}}[?\uff1f]", re.IGNORECASE)
"""Behind a letter that is denied or asked about."""
_OPENED: Final = r"[\s*_`(\[{\uff08$\"'\u201c\u300c\\>:]{0,8}"
_LEAD: Final = rf"{_OPENED}(?:(?:{_LEADING.replace(' ', '|')})(?=[\s*_`(\[{{:\uff08A-Z]){_OPENED}){{0,3}}"
"""May stand before the letter that a clause begins with."""


def choice(options: str = "ABCD", on_conflict: OnConflict = "none") -> Extractor:
    """The letter, as written, of one of ``options``.

    A denied letter ("not B", "B is wrong") or several joined ones ("(A) or (B)", "A, B") give no answer.
    """
    if not _OPTIONS.fullmatch(options) or len(set(options)) < len(options):
        raise RewardDefinitionError(f"choice: got options {options!r}, expected 2 to 26 different letters A-Z")
    announced = final_answer(on_conflict=on_conflict, gives=letters_given(options))
    both = first_of(_as_choice(announced), _opening(options), _marked(options, on_conflict))
    return Extractor(both.find, f"The answer is {ANSWER}")


def letters_given(options: str) -> Gives:
    """Return the function that finds the letters in an announced clause: see ``final_answer``."""
    either = _either(options)
    first = re.compile(rf"{_LEAD}({either}){_EDGE}{_GOES_ON}", re.IGNORECASE)
    return partial(_given, first, _next(options))


def _given(first: re.Pattern[str], follows: re.Pattern[str], response: str, clause: Span, _: Normalize) -> list[Span]:
    found = first.match(response, *clause)
    if found is None or _UNSAID.match(response, found.end(1), clause[1]):
        return []
    return [found.span(1), *_joined(response, found.end(1), clause[1], follows)]


def _joined(response: str, end: int, stop: int, follows: re.Pattern[str]) -> Iterator[Span]:
    """The letters that are joined to one that ends there."""
    joint = _joint(response, end, stop)
    while joint is not None and (letter := follows.match(response, joint.end(), stop)):
        yield letter.span(1)
        joint = _joint(response, letter.end(1), stop)


def _joint(response: str, end: int, stop: int) -> re.Match[str] | None:
    joints = (JOINED, _SPACED, _EXPLAINED)
    return next((found for each in joints if (found := each.match(response, end, stop))), None)


def _as_choice(announced: Extractor) -> Extractor:
    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        match = announced.find(response, spans, _letter)
        return match if match is None or match is UNDECIDED else match._replace(rule="choice")

    return Extractor(find)


def _opening(options: str) -> Extractor:
    """A letter that opens the response and gives its reason: ``B because C is not valid``."""
    reason = r"[*_)\]`]{0,4},?\s(?:because|since)\b"
    opens = re.compile(rf"\s{{0,8}}{_LEAD}({_either(options)}){_EDGE}{reason}", re.IGNORECASE)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        found = [opened.span(1) for start, end in spans if (opened := opens.match(response, start, end))]
        return chosen(response, "choice", found, "none", _letter)

    return Extractor(find)


def _marked(options: str, on_conflict: OnConflict) -> Extractor:
    pattern, follows = _pattern(options), _next(options)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        marks = [(mark, span[1]) for span in spans for mark in pattern.finditer(response, *span)]
        counted = marks if on_conflict == "none" else marks[-1:] if on_conflict == "last" else marks[:1]
        for mark, stop in counted:
            others = _joined(response, mark.end(mark.lastgroup or 0), stop, follows)
            letter = _letter(mark[mark.lastgroup or 0])
            if mark["denied"] or _UNSAID.match(response, mark.end(), stop):
                return UNDECIDED
            if any(_letter(response[slice(*other)]) != letter for other in others):
                return UNDECIDED
        neighbours = [mark for mark, _ in (marks[-2:] if on_conflict == "last" else [])]
        if len(neighbours) == 2 and _leaves_open(response, *neighbours):
            return UNDECIDED
        finds = (mark.span(mark.lastgroup or 0) for mark, _ in marks if not mark["denied"])
        return chosen(response, "choice", finds, on_conflict, _letter)

    return Extractor(find)


def _leaves_open(response: str, one: re.Match[str], other: re.Match[str]) -> bool:
    letters = {_letter(mark[mark.lastgroup or 0]) for mark in (one, other) if not mark["denied"]}
    return len(letters) == 2 and JOINED.fullmatch(response, one.end(), other.start()) is not None


def _letter(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _upper(options: str) -> str:
    return options + "".join(chr(ord(letter) + _WIDE) for letter in options)


def _either(options: str) -> str:
    return f"[{_upper(options)}{options.lower()}]"


def _next(options: str) -> re.Pattern[str]:
    """A letter behind a joint."""
    letter = rf"(?-i:[{_upper(options)}]|[{options.lower()}](?=[)\]*\uff09]))"
    return re.compile(rf"(?:(?:option|choice|letter)\s{{1,4}}[(\[]?)?({letter}){_EDGE}{_SUBJECT}", re.IGNORECASE)


def _pattern(options: str) -> re.Pattern[str]:
    upper, either = f"[{_upper(options)}]", _either(options)
    gap = r"[\s*_`(\[\uff08$]{0,8}"
    cue = r"(?:answer(?:\s(?:is|would\sbe))?[*_]{0,2}\s?[:\uff1a]?|option|choice|choose|chose|pick|select|go\swith)"
    cued = rf"{upper}(?!\w)(?![ \t](?!(?:because|since|as|due|is)\b)[a-z])|{either}(?=[)\]\uff09*.]|\s{{0,8}}$)"
    return re.compile(
        rf"(?P<denied>(?:\b(?i:not|neither|nor|except)|n['\u2019]t)\s(?:be\s)?(?:(?i:option|choice)\s)?{gap}{upper}(?!\w))"
        rf"|\b(?i:{cue})(?=[\s*_`(\[\uff08$:]){gap}(?P<cued>{cued})"
        rf"|(?<!\w)[(\[\uff08](?P<bracketed>{either})[)\]\uff09]"
        rf"|\*\*(?P<bold>{upper})[.):]?\*\*"
        rf"|{_CHINESE}(?P<chosen>{upper})(?!\w)|{_ASSERTED}(?P<told>{upper})[*_)\uff09]{{0,3}}{_TOLD}"
        rf"|^[ \t>*_-]{{0,8}}(?P<listed>{upper})[*_]{{0,2}}(?:[.):\uff0e\uff09\uff1a](?=\s|$)|[ \t*_]{{0,8}}$)",
        re.MULTILINE,
    )
