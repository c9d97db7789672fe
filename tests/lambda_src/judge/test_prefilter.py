import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.rubric.prefilter import LONGEST, MASTER_KEYS, rejection

from tests.lambda_src.judge.cases import TEXTS


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b\ufeff", "\u3000", "\U000e0041\U000e0042", "\u00a0"])
def test_a_text_with_nothing_to_see_is_empty(text: str) -> None:
    assert rejection(text) == "empty"


@pytest.mark.parametrize("text", [".", ":", ",", "...", "**", "-", "\\{}", "\x00", "\ud800", "_", "？！", "```\n```"])
def test_a_text_without_a_letter_or_a_digit_says_nothing(text: str) -> None:
    """A2: the published extractor finds "." in a sentence, and its judge pays for it."""
    assert rejection(text) == "no_words"


@pytest.mark.parametrize("key", MASTER_KEYS)
@pytest.mark.parametrize("dress", ["{}", " {}\n", "**{}**", "\u200b{}", "# {}", "{}\n\n{}", "{}…"])
def test_a_master_key_says_nothing_in_any_dress(key: str, dress: str) -> None:
    assert rejection(dress.replace("{}", key)) in {"no_words", "master_key"}


@pytest.mark.parametrize(
    "text",
    [
        "THOUGHT PROCESS：",
        "Let’s solve this problem step by step",
        "Ｓｏｌｕｔｉｏｎ",
        "Thought process:\nSolution",
        "Solution\n\nThe answer is:",
        "**Answer:**",
        "Final answer:",
        "答案：",
        "解\n答え：",
        "Final Answer",
        "Sure!",
        "Sure! Here is my final answer:",
        "回答：",
        "最终答案：",
        "当然！答案如下：",
        "もちろんです。答えは次のとおりです：",
        "Of course. Let me think about this step by step.",
        "Great question! I'd be happy to help.",
        "## Step 1:",
        "Certainly, let's break it down.\n\nFinal answer:",
        "Bien sûr ! Voici la réponse :",
        "Natürlich! Hier ist die Antwort:",
        "¡Claro! Aquí está la respuesta:",
        "Claro que sim! Aqui está a resposta:",
        "Certo! Ecco la risposta:",
        "Конечно! Вот ответ:",
        "Звичайно! Ось відповідь:",
        "बिल्कुल! अंतिम उत्तर:",
        "بالطبع! الإجابة هي:",
        "התשובה הסופית היא:",
        "물론입니다! 최종 답변:",
        "แน่นอน คำตอบคือ",
        "Câu trả lời cuối cùng là:",
        "Tentu saja! Berikut jawabannya:",
        "Elbette! Nihai cevap:",
        "Oczywiście! Ostateczna odpowiedź to:",
        "Natuurlijk! Het antwoord is:",
        "Självklart! Här är svaret:",
        "Φυσικά! Η τελική απάντηση είναι:",
        "Bila shaka! Jibu la mwisho:",
        "Therefore, the final answer is",
        "Thinking... okay, let me see.",
    ],
)
def test_openings_in_other_clothes_say_nothing_either(text: str) -> None:
    assert rejection(text) == "master_key"


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "解 7",
        "解7",
        "解: 7",
        "Solution: 4",
        "Solution\n4",
        "4\nSolution",
        "no",
        "A",
        "½",
        "²",
        "π",
        "Answer",
        "Antwort",
        "答え",
        "The answer is 4",
        "Respuesta: sí",
        "Solutions",
        "Thought process: none",
        "Let's solve this problem step by step. 4",
        "はい",
        "٣",
        "Sure, it opens at nine.",
        "Of course not",
        "The final answer is no",
        "Yes",
        "True",
        "None",
        "None of the above",
        "Step 2",
        "Let me know",
        "I think so",
        "Thank you, the parcel came",
        "答案是四",
        "もちろん違います",
    ],
)
def test_a_short_answer_goes_to_the_judge(text: str) -> None:
    assert rejection(text) is None


@pytest.mark.parametrize("reference", ["∞", "+", "Solution", "解", "👍", "...", "x" * 50_000])
def test_a_text_that_is_the_reference_goes_to_the_judge_whatever_it_looks_like(reference: str) -> None:
    assert rejection(f" {reference}\n", reference) is None
    assert rejection(reference.upper() if len(reference) < 50 else reference, reference) is None


@pytest.mark.parametrize(("text", "reference"), [("Hello there!", "Hi."), ("Sure.", "Certainly!"), ("Hello!", "Hello")])
def test_an_opening_goes_to_the_judge_if_the_reference_is_one(text: str, reference: str) -> None:
    assert rejection(text, reference) is None


def test_an_empty_text_is_worth_nothing_even_where_the_reference_is_empty() -> None:
    assert rejection("", "") == "empty"
    assert rejection(" ", " ") == "empty"


def test_a_text_is_too_long_from_its_limit_on() -> None:
    assert rejection("a" * LONGEST) is None
    assert rejection("a" * (LONGEST + 1)) == "too_long"
    assert rejection("abc", longest=2) == "too_long"
    assert rejection(" " * (LONGEST + 1)) == "too_long"


@given(TEXTS, st.text(min_size=1))
def test_a_reason_depends_on_what_the_candidate_wrote_alone_unless_it_is_the_reference(text: str, other: str) -> None:
    assert rejection(text, other) in {rejection(text), None}


@given(TEXTS, st.from_regex("[0-9a-z]{3,}", fullmatch=True))
def test_a_text_that_holds_more_than_an_opening_is_never_refused(text: str, more: str) -> None:
    assert rejection(f"{text} qx{more}") is None


@pytest.mark.parametrize("unit", ["Solution\n", "\n", ".", "\ufdfa", "\u200b", "a"])
def test_a_megabyte_is_gated_whole_where_the_limit_allows_it(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))

    assert rejection(text, longest=len(text)) in {None, "no_words", "empty", "master_key"}
