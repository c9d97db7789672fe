"""``stands_alone``: words and signs beside a number that make it another or deny it."""

import pytest
from reward_runtime.answers.numbers.surroundings import stands_alone

ANOTHER = [
    "72 million", "72 Thousand", "72 hundred", "72 lakh", "72 crore", "72 hundredths", "72 sixteenths", "72 factorial",
    "72 squared", "72-hundredths", "**72** million", "72 \\text{ million}", "72k", "72 k", "72K.", "72M", "72 B",
    "72 bn", "72x", "72\u4e07", "72 \u5104", "72^2", "72^x", "72!", "72\u00b2", "72\u2075", "minus 72", "Negative 72",
]  # fmt: skip
DENIED = [
    "not 72", "is NOT 72", "isn't 72", "couldn\u2019t be 72", "never 72", "cannot be 72", "not equal to 72", "not = 72",
    "not **72**", "not the 72", "less than 72", "more than 72", "72 not", "72 is not right", "72 isn't it",
    "72 is wrong", "72 was incorrect", "72 would be false", "72 is negative", "72 wrong", "72 incorrect.",
    "72 negative", "\u2260 72", "\u226472", "<72", "x < 72",
    "<= 72", "!= 72", "x >= 72", "x > 72", "> 72", "\\neq 72", "\\ge{72", "\\lt72",
]  # fmt: skip
ALONE = [
    "72", "72.", "72 apples", "72 km", "72 kids", "72 months", "72 fifth graders", "72 M&Ms", "72M&M's", "72 e.g. so",
    "72 xylophones", "72^\\circ", "72^{\\circ}", "72 notable", "72 not counting Tom", "72 wrong answers", "72. Not bad",
    "72\nNot bad", "72, not more", "72\nKind regards", "72 is the answer", "x = 72", "= 72", "=> 72", "->72", ">>72",
    "<b>72</b>", "</h3> = 72", "<|a|>72", "\n> 72", "knot 72", "Not bad: it is 72", "not that, 72", "number than 72",
]  # fmt: skip


def alone(text: str) -> bool:
    start = text.index("72")
    return stands_alone(text, start, start + 2)


@pytest.mark.parametrize("text", ANOTHER + DENIED)
def test_a_number_that_is_another_or_denied_does_not_stand_alone(text: str) -> None:
    assert not alone(text)
    assert not alone(f"well {text} so") or text.startswith(">") or text.endswith(("wrong", "negative"))


@pytest.mark.parametrize("text", ALONE)
def test_a_number_among_other_words_stands_alone(text: str) -> None:
    assert alone(text)


def test_no_more_than_forty_characters_to_either_side_count() -> None:
    assert not alone("not" + " " * 6 + "72")
    assert alone("not" + " " * 7 + "72")
    assert alone("not " + "a" * 40 + " 72 " + "a" * 40 + " is wrong")
