"""Words that leave an answer open, or take it back, in many languages."""

import re
from typing import Final

__all__ = ["DENIED_AFTER", "DENIED_BEFORE", "JOINED", "OR"]


def _one_of(words: str, parts: str = "") -> str:
    """Pattern of words that end at a word's end, and of parts that scripts without blanks write to others."""
    spelled = "|".join(word.replace("_", " ") for word in words.split())
    return f"(?:{spelled})(?!\\w)" + "".join(f"|{part}" for part in parts.split())


OR: Final = _one_of(
    "or or_else alternatively oder ou of eller tai vagy sau lub albo czy nebo veya ya_da"
    " atau hoặc o u или або ή או أو یا"
    " या",
    "或者 或 还是 還是 または もしくは あるいは か 또는 혹은 หรือ",
)
"""Pattern of the words for *or*."""
_AND: Final = _one_of(
    "vs versus and/or and as_well_as und et en och og ja e i y ve và dan и і та και و और",
    "和 与 與 跟 及 と および そして 와 과 및 และ",
)
_WEAK: Final = _one_of(
    "either maybe perhaps possibly probably even also else both vielleicht peut-être quizás talvez forse"
)
_DRESS: Final = r"[\s*_`)\]}）\"'$]{0,6}"
_JOINT: Final = (
    # Behind a letter of a script with blanks, a word needs one.
    r"(?:,? ?but|,? ?and|,? (?:al)?though|,) (?:it )?(?:could|may|might|can) (?:also )?be(?!\w)"
    rf"|[.!?]\s{{1,4}}(?:{OR})(?:\s{{1,4}}(?:{_WEAK}))?"
    r"(?:\s{1,4}(?:it|that|the answer)(?:['\u2019]s| is| (?:could|may|might|would) be)(?!\w))?"
    rf"|[,/&+;|、，،](?:\s{{0,4}}(?:{OR}|{_AND}))?|(?<!\w)(?:{OR}|{_AND})|(?:{OR}|{_AND})(?<=[^\x00-\u05ff])"
)
JOINED: Final = re.compile(
    rf"{_DRESS}(?:{_JOINT}),?\s{{0,4}}(?:(?:{_WEAK})\s{{0,4}})?[\s*_`(\[{{（\"'$]{{0,6}}", re.IGNORECASE
)
"""Stands between two answers of which neither is chosen: ``A or B``, ``70, 60``, ``A/B``."""

_NOT: Final = _one_of(
    "not never cannot neither nor isn aren nicht kein keine weder ne pas ni non não nunca не ні nie inte ikke niet"
    " değil bukan không ليس ليست لا לא"
)
_BUT: Final = (
    r"(?<!\w)(?:(?:any|every|some)(?:thing|one)|any(?: \w{1,12})?|all|every \w{1,12}|something) (?:but|besides|except)"
    r"|(?<!\w)(?:other than|except|far from|different from|instead of|rather than|unlike)"
    r"|(?<!\w)(?:alles (?:au(?:ß|ss)er|andere als)|tout sauf|autre que|(?:cosa|todo) menos|excepto|salvo|tranne|exceto)"
    r"|除了|绝不是|絕不是"
)
"""All but this one."""
_AT_ONCE: Final = r"[\s*_`($\[{\"':]{0,8}(?:the |an? |option |number )?[\s*_`($\[{\"']{0,8}"
DENIED_BEFORE: Final = re.compile(
    rf"(?:(?<!\w)(?:(?:{_NOT})(?:['\u2019]t)?|n['\u2019](?=\w))|不是|不为|并非|並非|不应|ไม่)[^.!?\n。,;\d]{{0,24}}\Z|(?:{_BUT}){_AT_ONCE}\Z",
    re.IGNORECASE,
)
"""Before an answer that is denied."""
_IS_NOT: Final = (
    r"(?:is|was|seems|would be)(?: (?:not|wrong|incorrect|false)|n['\u2019]t)(?!\w)"
    r"|(?:wrong|incorrect|false)(?!\w)(?! [a-z])"
    r"|(?:ist|wäre) (?:falsch|nicht)|est (?:faux|fausse)|es (?:falso|incorrect[oa])"
)
_DENYING: Final = (
    "错 錯 不对 不對 不正确 不是 (?:で)?は(?:ない|なく|ありません) じゃない (?:이|가)?\\s?아니 नहीं değil"
    " [円個人本枚元个歳年]では(?:な|ありません)"
)
DENIED_AFTER: Final = re.compile(rf"{_DRESS}(?:{_IS_NOT}|{'|'.join(_DENYING.split())})", re.IGNORECASE)
"""Behind an answer that is denied."""
