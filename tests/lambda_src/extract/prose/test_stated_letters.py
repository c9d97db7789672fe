"""The letter that a response states: announced before marked, and none if it lists or leaves open which."""

from typing import Final

import pytest
from reward_runtime.extract import choice, stated

from tests.lambda_src.extract.found import found

SAID: Final[list[tuple[str, str | None]]] = [
    ("Answer: A, B", None),
    ("Answer: A/B/C", None),
    ("A/B/C", None),
    ("Answer: B because C is not valid", "B"),
    ("The answer is B.", "B"),
    ("The answer is (B) since A fails.", "B"),
    ("**Answer: C**", "C"),
    ("### Answer\n\nC", "C"),
    ("Answer: **(D)** Paris", "D"),
    ("| Answer | B |", "B"),
    ("The correct answer is B: Paris", "B"),
    ("The correct option is B, because A is too small", "B"),
    ("答案是B", "B"),
    ("答案：（B）", "B"),
    ("正确答案是 C。因为A不对", "C"),
    ("答えはAです。Bではありません。", "A"),
    ("正解：D", "D"),
    ("정답은 B입니다", "B"),
    ("Die richtige Antwort ist B, weil A falsch ist.", "B"),
    ("La bonne réponse est C", "C"),
    ("La respuesta correcta es D.", "D"),
    ("Resposta: A", "A"),
    ("La risposta è B", "B"),
    ("Ответ: C", "C"),
    ("Правильный ответ — B", "B"),
    ("Cevap: A", "A"),
    ("الإجابة هي B", "B"),
    ("Đáp án: C", "C"),
    ("Jawabannya adalah B", "B"),
    ("Answer: A or B", None),
    ("Answer: either A or C", None),
    ("Answer: A and B", None),
    ("Answer: A & C", None),
    ("Answer: A; B", None),
    ("Antwort: A oder B", None),
    ("答案是A或B", None),
    ("答案：A、B", None),
    ("答えはAかBです", None),
    ("Réponse : A ou B", None),
    ("Respuesta: A y B", None),
    ("Answer: (A), (B)", None),
    ("Answer: A, B, and C", None),
    ("Answer: A B C D", None),
    ("The answer is not B", None),
    ("B is wrong. The answer is C.", "C"),
    ("Let me check (A). It fails. (B) fails too. The answer is (C).", "C"),
    ("If the answer is A then 2=3, so the answer is B", "B"),
    ("The answer is A dog", None),
    ("\\boxed{B}", "B"),
    ("\\boxed{\\text{B}}", "\\text{B}"),
    ("I'd put it in \\boxed{}. \\boxed{C}", "C"),
    ("<answer>B</answer>", None),
    ("A. It is red\nB. It is blue", None),
    ("The answer is A. However, B is plausible.", "A"),
    ("Is the answer A? No, the answer is D.", "D"),
    ("Answer: B) Paris, not C) Rome", "B"),
    ("Final answer: D. Answer in the draft: A", "D"),
    ("answer: b", "b"),
    ("Answer: Ｂ", "Ｂ"),
    ("The answer is option C", "C"),
    ("The answer is likely (B)", "B"),
    ("Vitamin C is the answer", None),
    ("Answer: \\textbf{B}", "B"),
    ("The answer is $\\mathbf{D}$", "D"),
    ("The answer is `B`", "B"),
    ("> Answer: B", "B"),
    ("The answer is A, B is too long", "A"),
    ("The best choice is C", "C"),
    ("So I choose B", "B"),
    ("Answer: C, as stated in B", "C"),
    ("Answer: A+B", None),
    ("The answers are A and B", None),
    ("Answer: none of A, B, C", None),
    ("Answer: E", None),
]


@pytest.mark.parametrize(("response", "letter"), SAID)
def test_a_response_states_this_letter_or_none(response: str, letter: str | None) -> None:
    match = found(stated(choice()), response)

    assert (match and match[0]) == letter
