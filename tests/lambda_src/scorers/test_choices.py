"""``Choices``: what names an option, how many there may be, and the reasons of a grade."""

import pytest
from reward_runtime.answers.choices import Choice, Choices, Options, same_choice
from reward_runtime.answers.texts import LONGEST_TEXT
from reward_runtime.dimension import Grade
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample

ALPHABET = tuple(f"option {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
TEXTS = Options("b", ("london", "paris"))
LONG = "x" * LONGEST_TEXT


def read(reference: object, choices: Choices | None = None) -> Options:
    return (choices or Choices()).read_reference(reference)


def accepted(text: str) -> Choice | None:
    return Choices().accept(Answer(text, "rule", (0, len(text))))


@pytest.mark.parametrize("options", [2, 26, ("a", "b"), ALPHABET])
def test_two_to_twenty_six_options_are_named_by_letters(options: int | tuple[str, ...]) -> None:
    assert read("A", Choices(options)).letter == "a"
    assert read("b", Choices(options)).letter == "b"


@pytest.mark.parametrize("options", [0, 27, ("a",), (*ALPHABET, "more"), ("a", "A"), ("a", "!")])
def test_no_other_options_are_letters(options: int | tuple[str, ...]) -> None:
    with pytest.raises(RewardDefinitionError):
        Choices(options)
    if isinstance(options, tuple):
        with pytest.raises(RowFault, match="bad_options"):
            read({"answer": "A", "options": list(options)})


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("B", Choice("b")),
        ("The answer is: (B)", Choice("b")),
        ("\\mathbf {B}", Choice("b")),
        ("b) The Paris", Choice("b", "paris")),
        ("Paris!", Choice("", "paris")),
        (LONG, Choice("", LONG)),
        (LONG + "x", None),
        ("...", None),
        ("!?", None),
    ],
)
def test_an_answer_is_a_letter_a_text_or_both(text: str, choice: Choice | None) -> None:
    assert accepted(text) == choice


@pytest.mark.parametrize(
    ("reference", "options"),
    [
        ("**B.**", Options("b")),
        (0, Options("a")),
        ({"label": 3}, Options("d")),
        ({"answer": None, "label": "c"}, Options("c")),
        ({"answer": "paris", "choices": ["London", "The Paris"]}, TEXTS),
        ({"answer": "D", "options": ["d", "x", "y"]}, Options("a", ("d", "x", "y"))),
        ({"answer": "Z", "options": list(ALPHABET)}, Options("z", ALPHABET)),
        ({"answer": LONG, "options": ["y", LONG]}, Options("b", ("y", LONG))),
    ],
)
def test_a_reference_names_one_option(reference: object, options: Options) -> None:
    assert read(reference) == options


def test_a_reward_says_where_rows_keep_their_options_and_where_counting_begins() -> None:
    choices = Choices(("x", "y"), first_index=1, keys=("n",), options_keys=("of",))

    assert read({"n": 1}, choices) == Options("a", ("x", "y"))
    assert read({"n": 2, "of": ["u", "v"]}, choices) == Options("b", ("u", "v"))


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        (4, "unknown_option"),
        (-1, "unknown_option"),
        (True, "unknown_option"),
        (None, "unknown_option"),
        ("E", "unknown_option"),
        (LONG + "x", "unknown_option"),
        ({"answer": "Rome", "options": ["London", "Paris"]}, "unknown_option"),
        ({"answer": "B", "options": ["b", "c"]}, "unknown_option"),
        ({"answer": "A", "options": ["x", LONG + "x"]}, "bad_options"),
        ({"answer": "A", "options": ["x", 5]}, "bad_options"),
        ({"answer": "A", "options": ["x", ""]}, "bad_options"),
        ({"answer": "A", "options": ["x", "X"]}, "bad_options"),
        ({"answer": "A", "options": True}, "bad_options"),
        ({"answer": "A", "options": "ab"}, "bad_options"),
    ],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        read(reference)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("choice", "options", "grade"),
    [
        (Choice("b"), Options("b"), Grade(1.0, "same_option")),
        (Choice("b", "anything"), Options("b"), Grade(1.0, "same_option")),
        (Choice("a"), Options("b"), Grade(0.0, "other_option")),
        (Choice("", "paris"), Options("b"), Grade(0.0, "no_option")),
        (Choice("", "paris"), TEXTS, Grade(1.0, "same_option")),
        (Choice("", "london"), TEXTS, Grade(0.0, "other_option")),
        (Choice("b", "london"), TEXTS, Grade(0.0, "other_option")),
        (Choice("b", "rome"), TEXTS, Grade(0.0, "no_option")),
    ],
)
def test_a_grade_says_which_option_was_named(choice: Choice, options: Options, grade: Grade) -> None:
    answer = Answer("text", "rule", (0, 4), value=choice)

    assert same_choice(Sample("s", "", "text", options), answer) == grade
