import pytest
from reward_runtime.answers.choices import Choices, same_choice
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample

ROW = {"answer": "B", "options": ["London", "Paris", "Rome"]}


def value(response: str, reference: object) -> float:
    accepted = Choices().accept(Answer(response, "whole", (0, 1)))
    answer = Answer(response, "whole", (0, 1), (), accepted)
    return same_choice(Sample(1, "", response, Choices().read_reference(reference)), answer).value


@pytest.mark.parametrize("response", ["B", "(b)", "**B.**", "\\text{B}", "option B", "B) Paris", "paris", "Paris."])
def test_an_option_is_known_by_letter_and_by_text(response: str) -> None:
    assert value(response, ROW) == 1


@pytest.mark.parametrize("response", ["A", "B) Rome", "A) Paris", "Madrid", "A and B", "A, B", "Paris Rome", "Z"])
def test_another_option_or_two_are_wrong(response: str) -> None:
    assert value(response, ROW) == 0


@pytest.mark.parametrize("answer", ["b", 1, "Paris", "(B)"])
def test_a_reference_is_a_letter_an_index_or_a_text(answer: object) -> None:
    assert value("B", {**ROW, "answer": answer}) == 1


@pytest.mark.parametrize(
    "reference", [MISSING, None, "E", 4, -1, True, "Paris", {**ROW, "options": ["x"]},
     {"answer": "A", "options": ["B", "A"]}]
)  # fmt: skip
def test_a_reference_that_names_no_one_option_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        Choices().read_reference(reference)


@pytest.mark.parametrize("options", [1, 27, ("a", "A"), ("", "b")])
def test_options_that_letters_cannot_tell_apart_are_refused(options: int | tuple[str, ...]) -> None:
    with pytest.raises(RewardDefinitionError):
        Choices(options)
