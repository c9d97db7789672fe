import pytest
from reward_runtime.answers.texts import LONGEST_TEXT, Texts, same_text
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample


def value(response: str, reference: object, domain: Texts) -> float:
    answer = Answer(response, "whole", (0, len(response)), (), domain.accept(Answer(response, "whole", (0, 1))))
    return same_text(Sample(1, "", response, domain.read_reference(reference)), answer).value


@pytest.mark.parametrize(
    ("response", "reference"),
    [("The Beatles", "beatles"), ("U.S.A.", "usa"), ("well-known", "Well known"), ("ｆｕｌｌ", "full"),
     ("Straße", "STRASSE"),
     ("cafe\u0301", "café"), ("a\u200bb", "ab"), ("B", ["a", "b"]), ("x", {"answer": "X!"})],
)  # fmt: skip
def test_texts_that_say_the_same_are_the_same(response: str, reference: object) -> None:
    assert value(response, reference, Texts()) == 1


@pytest.mark.parametrize(
    ("response", "reference"),
    [("1.5", "15"), ("-5", "5"), ("5%", "5"), ("C#", "C"), ("vitamin A", "vitamin"), ("A B", "B"), ("C++", "C"),
     ("-x", "x"), ("cafe", "café")],
)  # fmt: skip
def test_texts_that_differ_in_meaning_differ(response: str, reference: str) -> None:
    assert value(response, reference, Texts()) == 0


def test_an_exact_text_keeps_its_case() -> None:
    assert value("Ab", "ab", Texts(exact=True)) == 0


@pytest.mark.parametrize("reference", [MISSING, None, 3, "", [], ["a", 1], {"b": "x"}, "x" * (LONGEST_TEXT + 1)])
def test_a_reference_without_text_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        Texts().read_reference(reference)
