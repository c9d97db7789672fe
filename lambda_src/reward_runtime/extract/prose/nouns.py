"""The nouns and verbs that announce an answer in many languages, and the words that may follow a noun."""

from typing import Final

__all__ = ["NOUNS", "QUALIFIED"]

_ENGLISH: Final = (
    "(?: (?:to|for) (?:the|this|that|your|our)(?: [a-z]{1,20}){0,2} (?:question|problem|puzzle|task))?(?: here)?"
    "(?:,? (?:therefore|thus|then|hence|so),?)?"
)
_BE: Final = "is|would be|will be|must be|should be|equals|comes to|comes out to|works out to|turns out to be"
_CHINESE: Final = "(?:即?是|即?为|為|应为|應為|应该是|應該是|应选|應選|选|選|は)、?"
_KOREAN: Final = "은|는|이"

QUALIFIED: Final = ("option", "choice", "letter", "label")
"""Nouns that announce only behind ``correct`` and the like."""
NOUNS: Final[tuple[tuple[str, str, str], ...]] = (
    ("answer", _ENGLISH, _BE),
    *((noun, "", "is") for noun in QUALIFIED),
    ("antwort", "", "ist|lautet|wäre|ist daher|ist also|ist somit|lautet daher|lautet also"),
    ("endergebnis", "", "ist|lautet|beträgt"),
    ("antwoord", "", "is|luidt"),
    ("svaret", "", "är|er"),
    ("svar", "", "er"),
    ("vastaus", "", "on"),
    ("réponse", "(?: finale| correcte| définitive)?", "est|est donc|sera|serait"),
    ("respuesta", "(?: final| correcta| definitiva)?", "es|sería|será"),
    ("resposta", "(?: final| correta| certa)?", "é|seria|será"),
    ("risposta", "(?: finale| corretta| esatta)?", "è|sarebbe|sarà"),
    ("răspuns", "(?:ul)?(?: final| corect)?", "este|e"),
    ("odpowiedź", "", "to|brzmi|wynosi|jest"),
    ("odpověď", "", "je|zní"),
    ("válasz", "", ""),
    ("ответ", "", "равен|это|будет"),
    ("відповідь", "", "це|дорівнює"),
    ("απάντηση", "", "είναι"),
    ("cevap", "", ""),
    ("cevabı", "", ""),
    ("yanıt", "", ""),
    ("đáp án", "(?: đúng| cuối cùng| chính xác)?", "là"),
    ("câu trả lời", "(?: đúng| cuối cùng)?", "là"),
    ("jawaban", "(?:nya)?(?: akhir| akhirnya| yang benar)?", "adalah|ialah"),
    ("คำตอบ", "(?:สุดท้าย|ที่ถูกต้อง)?", "คือ"),
    ("उत्तर", "(?: है)?", ""),
    ("जवाब", "(?: है)?", ""),
    ("الإجابة", "(?: النهائية| الصحيحة)?", "هي"),
    ("الجواب", "(?: النهائي| الصحيح)?", "هو"),
    ("پاسخ", "(?: نهایی)?", ""),
    ("התשובה", "(?: הסופית)?", "היא"),
    *((noun, "", _CHINESE) for noun in ("答案", "正解", "答え", "解答", "回答", "答")),
    *((noun, "", _KOREAN) for noun in ("정답", "답", "선택")),
)
"""In lower case; a colon or a dash may stand for the verb, and a blank for markdown."""
