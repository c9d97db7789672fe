"""``FreeText`` and ``AsIs``: texts as they stand."""

import pytest
from reward_runtime.answers.free_text import AsIs, FreeText
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING


@pytest.mark.parametrize("kind", [FreeText(), AsIs()])
def test_an_answer_is_its_text_and_an_empty_one_is_none(kind: FreeText | AsIs) -> None:
    assert kind.parse(" Any  Text. ") == " Any  Text. "
    assert kind.parse("") is None


def test_a_reference_is_a_text_or_an_object_that_holds_one() -> None:
    assert FreeText().parse_reference(" A text. ") == FreeText().parse_reference({"text": " A text. "}) == " A text. "
    assert FreeText(keys=("n",)).parse_reference({"text": "a", "n": "b"}) == "b"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        (None, "no_text"),
        ("", "no_text"),
        (" \n", "no_text"),
        (5, "no_text"),
        (["a"], "no_text"),
        ({"answer": 5}, "no_text"),
        ({}, "no_text"),
    ],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        FreeText().parse_reference(reference)
    assert fault.value.code == code


def test_a_reference_that_is_not_required_may_be_absent_but_not_unusable() -> None:
    free = FreeText(required=False)

    assert free.parse_reference(MISSING) == ""
    assert free.parse_reference("a") == "a"
    with pytest.raises(RowFault, match="no_text"):
        free.parse_reference(5)


def test_no_right_answer_can_be_written_out_without_a_reference() -> None:
    assert FreeText(required=False).render(MISSING) is None
    assert FreeText(required=False).render("A text.") == FreeText().render("A text.") == "A text."


def test_case_and_layout_do_not_count() -> None:
    assert FreeText().compare("Any  TEXT.\n", "any text.") is True
    assert FreeText().compare("any text", "any text.") is False
    assert FreeText().normalize("Any  TEXT.\n") == "any text." != FreeText().normalize("any text")


def test_a_reference_stays_as_the_row_has_it() -> None:
    for reference in ({"a": [1]}, [None], 5, "text", None):
        assert AsIs().parse_reference(reference) == reference
    assert AsIs().parse_reference(MISSING) is None


def test_a_response_as_it_stands_is_right_to_the_letter_only() -> None:
    assert AsIs().compare("5", "5") is True
    assert AsIs().compare("5 ", "5") is AsIs().compare("5", 5) is False


def test_only_the_function_knows_a_right_answer() -> None:
    assert AsIs().render("5") is None
