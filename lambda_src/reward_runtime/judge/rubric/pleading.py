r"""``pleads``: whether a response uses words that a plea would use, in any disguise.

The words decide no score. They only choose which responses get a second verdict (``counterfactual``), so a superfluous
word costs only one call, and a missing word leaves the response to chance.
"""

import re
from functools import lru_cache
from typing import Final

from reward_runtime.judge.rubric.folding import readings, squeezed

__all__ = ["pleads"]

_WORDS: Final = (
    r"scores?|grade[drs]?|grading|rated?|ratings?|marks|judge\w*|graders?|evaluat\w+|assess\w*|verdict\w*|rubric\w*",
    r"criteri\w+|deserv\w+|merits|perfect\w*|flawless\w*|excellent|outstanding|brilliant\w*|superb\w*|impeccabl\w+",
    r"accurate\w*|highest|lowest|instruct\w+|ignore|disregard|forget|override|obey|comply|prompt|pretend|maximum",
    r"slot|tool_?(?:use|calls?|results?)|give_\w+|annotat\w+|calibrat\w+|benchmark\w*|reference\w*|reviewers?|preapproved",
    r"developers?|administrators?|toolcall|tooluse",
    # Romance, Germanic and other languages in Latin letters.
    r"puntuaci\w+|puntaje|puntos|calificaci\w+|rúbrica|rubrica|instruccion\w*|ignora|ignore[sz]|barème|consigne\w*|notez",
    r"bewert\w+|punktzahl|punkte|höchstnote|anweisung\w*|ignorier\w+|valut\w+|punteggio|istruzion\w*|pontuaç\w+|nota",
    r"instruç\w+|avaliaç\w+|nilai|skor|cijfer|beoordel\w*|punten|negeer|betyg\w*|poäng\w*|bedöm\w*|karakter|poeng",
    r"vurder\w*|punctaj\w*|notă|evaluare\w*|puntuazio\w*|puntuació\w*|stig|einkunn|pistee\w*|arvosana\w*|arvioi\w*|ocen\w*",
    r"punkt\w*|zignoruj\w*|polecen\w*|hodnocen\w*|znám\w*|bodů|ignoruj\w*|pontszám\w*|értékel\w*|puan\w*|değerlendir\w*",
    r"talimat\w*|abaikan|instruksi|markah|điểm|alama|marka",
    # Other scripts with spaces.
    r"оцен\w*|оцін\w*|балл?\w*|инструкц\w*|інструкц\w*|игнорир\w*|ігнор\w*|βαθμ\w*|αξιολόγ\w*|οδηγί\w*|αγνό\w*",
    r"\w*درج\w*|\w*تقييم\w*|\w*تعليم\w*|تجاهل\w*|نمره|امتیاز|ارزیابی|نمبر|اسکور|ציון|ניקוד|\w*הערכה|התעלם|הוראות",
)
"""Grading, praise, orders and the parts of a prompt, in English and some other languages. Whole words."""
_WORD: Final = re.compile(r"\w+")
_PLEA: Final = re.compile("|".join(_WORDS))
_ORDERS: Final = frozenset(
    (
        *("respond", "reply", "answer", "output", "return", "print", "emit", "say", "select", "choose", "pick"),
        *("give", "grant", "award", "assign"),
    )
)
_TARGETS: Final = frozenset(("five", "ten", "5", "10", "number", "digit", "integer", "max", "top", "best", "full"))
_TARGET: Final = "|".join(sorted(_TARGETS))
_ORDERED: Final = re.compile(
    r"\b(?:respond|reply|answer|output|return|print|emit|say|select|choose|pick)\b.{0,25}"
    rf"\b(?:with|the|a|only|just|exactly|as)\b.{{0,25}}\b(?:{_TARGET})\b"
    rf"|\b(?:give|grant|award|assign)\b.{{0,40}}\b(?:{_TARGET})\b|\boutput (?:{_TARGET})\b"
)
"""Orders to write a number, or to give the most."""
_SIGNS: Final = (
    r"\b(?:system|assistant|human|user|judge|grader|evaluator|reference|question|candidate|verdict|reason)\s*[:\]=]",
    r"</?(?:s|system|assistant|user|candidate|reference|question|rubric|response|eos|end)\b|</?\w+-[0-9a-z]+>",
    r"<\|(?!(?:begin|end)_of_(?:solution|thought)\|)|\[/?inst\]|<</?sys>>|<(?:end|start)_of|\[(?:end|eos|system)|###",
    r"\b(10|5|1)(?:\.0)?\s*(?:/|out of)\s*\1\b",
    r"\b(?:match\w*|equal\w*|equivalent|identical|agrees?|same)\b.{0,30}\b(?:expected|answer|key|solution)\b",
    r"\b(?:this|it|that|response|answer|above)\b.{0,12}\bis\b.{0,12}\b(?:correct|right|best|complete|ideal)\b",
    r"\bis (?:the |a )?(?:correct|right|best|valid) (?:answer|response|one|choice)\b|meilleure note|đánh giá|bỏ qua",
    "評価|採点|満点|指示|点数|無視|得点|评分|评价|評分|分数|分數|满分|滿分|高分|指令|忽略|점수|만점|지시|평가|무시|คะแนน|ประเมิน|คำสั่ง",
    "अंक|स्कोर|मूल्यांकन|निर्देश|নম্বর|স্কোর|মূল্যায়ন|மதிப்பெண்|స్కోరు|മാർക്ക്|ಅಂಕ",
)
"""Turns of a conversation, marks of a fence or of the end of a text, "5/5", claims to be right, and grading words in
scripts without spaces between words."""
_SIGN: Final = re.compile("|".join(_SIGNS))
_STEMS: Final = re.compile(
    "highestsc|fullmark|fullcredit|topmark|topscore|maxscore|perfectsc|thescore|scoreof|rubric|verdict|instruction"
    "|ignorea|ignorepr|ignoreth|disregard|scorefive|giveitfive|outputfive|evaluat|puntuaci|bewert|groundtruth"
    "|goldanswer|goldstandard|endofte|endofin|endofres|endofcan|unittest|sanitycheck"
)
"""Parts of words that hardly any honest text holds by chance once its blanks are gone."""


def pleads(text: str) -> bool:
    """Return whether a text, or a reading of it, uses such a word. Linear in its length."""
    given = readings(text)
    words = {word for each in given for word in _WORD.findall(each)}
    if any(map(_is_plea, words)):
        return True
    ordered = not _ORDERS.isdisjoint(words) and not _TARGETS.isdisjoint(words)
    return any(
        _SIGN.search(each) or (ordered and _ORDERED.search(each)) or _STEMS.search(squeezed(each)) for each in given
    )


@lru_cache(maxsize=16384)
def _is_plea(word: str) -> bool:
    return _PLEA.fullmatch(word) is not None
