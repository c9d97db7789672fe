"""``whole`` and ``whole_text``: parts that are answers themselves."""

import pytest
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import Answer, whole, whole_text

LABELS = Labels.of({"good": [], "bad": []})


def test_a_part_that_is_all_label_is_the_answer() -> None:
    extractor = whole(LABELS.find)

    assert extractor(" **Good.** ", [(0, 11)]) == Answer("**Good.**", "whole", (0, 11))
    assert extractor("so good", [(0, 7)]) is None
    assert extractor("so good", [(3, 7)]) == Answer("good", "whole", (3, 7))
    assert extractor("good", []) is None


def test_parts_must_all_be_labels_and_agree() -> None:
    extractor = whole(LABELS.find)

    assert extractor("good Good", [(0, 4), (5, 9)]) == Answer("Good", "whole", (5, 9), ((0, 4),))
    assert extractor("good bad", [(0, 4), (5, 8)]) is None
    assert extractor("good x", [(0, 4), (5, 6)]) is None


def test_a_part_has_at_most_two_hundred_characters() -> None:
    assert whole(str.strip)("x" * 200, [(0, 200)]) == Answer("x" * 200, "whole", (0, 200))
    assert whole(str.strip)("x" * 201, [(0, 201)]) is None


@pytest.mark.parametrize(
    ("text", "spans", "answer"),
    [
        (" a b ", [(0, 5)], Answer("a b", "whole_text", (0, 5))),
        (" \n", [(0, 2)], None),
        ("a  b", [(0, 1), (1, 3), (3, 4)], Answer("b", "whole_text", (3, 4), ((0, 1),))),
        ("a  ", [(0, 1), (1, 3)], Answer("a", "whole_text", (0, 1))),
    ],
)
def test_a_text_is_the_last_part_that_is_not_blank(
    text: str, spans: list[tuple[int, int]], answer: Answer | None
) -> None:
    assert whole_text()(text, spans) == answer
