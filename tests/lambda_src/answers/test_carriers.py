"""A label beside words that carry it says that label; beside any other word it says none."""

from typing import Final

import pytest
from reward_runtime.answers.carriers import Carried

LATIN: Final = {"good": "g", "good enough": "e", "very good": "v", "bad": "b", "not": "n", "review": "r", "a+": "plus"}
JAPANESE: Final = {"\u826f\u3044": "j", "x\u826f": "x", "\u826f\u3044y": "y"}
CARRIED: Final = Carried(LATIN | JAPANESE)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("good", "g"),
        ("the overall sentiment is good", "g"),
        ("good good", "g"),
        ("very good", "v"),
        ("good enough", "e"),
        ("it is very good.", "v"),
        ("label: **bad**", "b"),
        (r"\text{good} sentiment", "g"),
        (r"\mathbf{good", "g"),
        ("\u826f\u3044\u3067\u3059", "j"),
        ("\u611f\u60c5\u306f\u826f\u3044", "j"),
        ("good\u3067\u3059", "g"),
        ("a+ !", "plus"),
        ("\u826f\u3044label", "j"),
        ("label\u826f\u3044", "j"),
        ("is\u3001x\u826f", "x"),
        ("\u826f\u3044y", "y"),
        ("good" + " " * 76, "g"),
    ],
)
def test_a_label_beside_carrying_words_is_said(text: str, label: str) -> None:
    assert CARRIED.label(text) == label


@pytest.mark.parametrize(
    "text",
    [
        *("", "the sentiment", "good or bad", "good, bad", "very good, but good", "goods", "no good", "less good"),
        *(
            "not good",
            "not",
            "review",
            "good review of bad",
            "good x",
            "goodas",
            "isgood",
            "isx\u826f",
            "\u826f\u3044yis",
            "\u826f\u3044\u4eba",
            "b",
        ),
        *("goodas", "isgood", "isx\u826f", "\u826f\u3044yis"),
        "good" + " " * 77,
    ],
)
def test_no_label_is_said_beside_another_word_another_label_or_in_a_long_text(text: str) -> None:
    assert CARRIED.label(text) is None


def test_without_a_label_nothing_is_said() -> None:
    assert Carried({"no": "n"}).label("the") is None
    assert Carried({}).label("") is None
