"""``Choices``: texts that name an option, how many options there may be, and the reasons of a grade."""

import pytest
from reward_runtime.answers.choices import Choice, Choices, Options
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.texts import LONGEST_TEXT
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.extract import choice, stated, whole
from reward_runtime.reward import Reward
from reward_runtime.samples import MISSING, parse_samples

ALPHABET = tuple(f"option {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
ROW = {"answer": "B", "options": ["London", "Paris", "Rome"]}
TEXTS = Options("b", ("london", "paris"))
LONG = "x" * LONGEST_TEXT


def value(response: str, reference: object) -> float:
    choice = Choices().parse(response)
    assert choice is not None
    return Choices().compare(choice, Choices().parse_reference(reference)).value


@pytest.mark.parametrize("response", ["B", "(b)", "**B.**", "\\text{B}", "option B", "B) Paris", "paris", "Paris."])
def test_an_option_is_known_by_letter_and_by_text(response: str) -> None:
    assert value(response, ROW) == 1


@pytest.mark.parametrize("response", ["A", "B) Rome", "A) Paris", "Madrid", "A and B", "A, B", "Paris Rome", "Z"])
def test_another_option_or_two_are_wrong(response: str) -> None:
    assert value(response, ROW) == 0


CITY = {"answer": "B", "options": ["Rome", "Paris", "Rome, Georgia", "Paris, Texas"]}
BESIDE = Reward(Choices(), extract=stated(choice(), whole()))


@pytest.mark.parametrize(
    ("response", "right"),
    [
        ("The answer is B) Rome.", False),
        ("B) Rome", False),
        ("\\boxed{B} Rome", False),
        ("The answer is B [Rome]", False),
        ("The answer is B = Rome", False),
        ("**B) Rome**", False),
        ("**Answer:** B. Rome", False),
        ("Answer: B - Rome", False),
        ("The answer is B (Rome).", False),
        ("The answer is (B) Rome, the capital of Italy", False),
        ("Answer: B) Rome since it is old", False),
        ("The answer is B, which is Rome", False),
        ("Answer: B: Rome, Georgia", False),
        ("Answer: B) Paris, Texas is a town", True),
        ("A) Paris", False),
        ("Answer: B) Paris, the capital of France", True),
        ("The correct answer is B: Paris", True),
        ("Answer: B. It is not Rome.", True),
        ("The answer is B. Rome is in Italy.", True),
        ("The answer is B because Rome is in Italy", True),
        ("B) Madrid", True),
        ("Answer: B. Rome and Paris, Texas are not in France.", True),
        ("Answer: B, Rome and Rome, Georgia are elsewhere", True),
        ("Answer: B, Rome and Rome, Georgia are right", False),
        ("Answer: B, Rome, Georgia", False),
        ("The answer is B) Rome and Paris", False),
        ("The answer is B. Or maybe it is A.", False),
        ("The answer is B. Or it is a fact.", True),
        ("The answer is B", True),
    ],
)
def test_the_text_beside_a_letter_is_no_other_option(response: str, right: bool) -> None:
    (sample,) = parse_samples([{"id": 1, "prompt": "?", "response": response, "reference_answer": CITY}])

    assert (BESIDE.score(sample).aggregate == 1.0) is right


def test_a_letter_alone_names_its_option_whatever_is_beside_it() -> None:
    (sample,) = parse_samples([{"id": 1, "prompt": "?", "response": "Answer: B) Rome", "reference_answer": "B"}])

    assert BESIDE.score(sample).aggregate == 1.0


@pytest.mark.parametrize("answer", ["b", 1, "Paris", "(B)"])
def test_a_reference_is_a_letter_an_index_or_a_text(answer: object) -> None:
    assert value("B", {**ROW, "answer": answer}) == 1


@pytest.mark.parametrize("options", [2, 26, ("a", "b"), ALPHABET])
def test_two_to_twenty_six_options_are_named_by_letters(options: int | tuple[str, ...]) -> None:
    assert Choices(options).parse_reference("A").letter == "a"
    assert Choices(options).parse_reference("b").letter == "b"


@pytest.mark.parametrize("options", [0, 1, 27, ("a",), (*ALPHABET, "more"), ("a", "A"), ("a", "!"), ("", "b")])
def test_letters_name_no_fewer_no_more_and_no_equal_options(options: int | tuple[str, ...]) -> None:
    with pytest.raises(RewardDefinitionError):
        Choices(options)
    with pytest.raises(RowFault, match=r"^bad_options$"):
        Choices().parse_reference({"answer": "A", "options": list(options) if isinstance(options, tuple) else options})


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
    assert Choices().parse(text) == choice


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
        ({"answer": "Z", "options": 26}, Options("z")),
        ({"answer": LONG, "options": ["y", LONG]}, Options("b", ("y", LONG))),
    ],
)
def test_a_reference_names_one_option(reference: object, options: Options) -> None:
    assert Choices().parse_reference(reference) == options


def test_a_reward_says_which_keys_hold_the_options_and_which_number_names_the_first() -> None:
    choices = Choices(("x", "y"), first_index=1, keys=("n",), options_keys=("of",))

    assert choices.parse_reference({"n": 1}) == Options("a", ("x", "y"))
    assert choices.parse_reference({"n": 2, "of": ["u", "v"]}) == Options("b", ("u", "v"))


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        (4, "unknown_option"),
        (-1, "unknown_option"),
        (True, "unknown_option"),
        (None, "unknown_option"),
        ("E", "unknown_option"),
        ("Paris", "unknown_option"),
        (LONG + "x", "unknown_option"),
        ({"answer": "Rome", "options": ["London", "Paris"]}, "unknown_option"),
        ({"answer": "B", "options": ["b", "c"]}, "unknown_option"),
        ({"answer": "A", "options": ["B", "A"]}, "unknown_option"),
        ({"answer": "A", "options": ["x", LONG + "x"]}, "bad_options"),
        ({"answer": "A", "options": ["x", 5]}, "bad_options"),
        ({"answer": "A", "options": ["x", ""]}, "bad_options"),
        ({"answer": "A", "options": True}, "bad_options"),
        ({"answer": "A", "options": "ab"}, "bad_options"),
    ],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        Choices().parse_reference(reference)
    assert fault.value.code == code


def test_a_number_of_options_that_letters_cannot_name_is_the_rows_fault() -> None:
    """The hundredth of a hundred options was named by a sign after ``z``; the two millionth raised a ValueError."""
    for index in (99, 2_000_000):
        with pytest.raises(RowFault, match=r"^bad_options$"):
            Choices().parse_reference({"answer": index, "options": index + 1})


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
    assert Choices().compare(choice, options) == grade


def test_the_letter_of_the_right_option_is_rendered() -> None:
    assert Choices().render({"answer": "paris", "options": ["London", "Paris"]}) == "B"


def test_an_options_text_is_hostile_if_it_is_wrong() -> None:
    """``true`` is a text that careless code raises on, and an option too."""
    options = ["True", "False"]

    assert "true" not in Choices().hostile({"answer": "A", "options": options})
    assert "true" in Choices().hostile({"answer": "B", "options": options})
