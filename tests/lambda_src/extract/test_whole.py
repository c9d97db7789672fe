"""``whole`` and ``whole_text``: the parts of a response that are answers themselves."""

import pytest
from reward_runtime.answer import Match, Span
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import whole, whole_text

LABELS = Labels("good", "bad")


def label(response: str, *spans: Span) -> Match | None:
    return whole()(response, spans, LABELS.normalize)


def test_a_part_that_is_nothing_but_a_label_is_the_answer() -> None:
    assert label(" **Good.** ", (0, 11)) == Match("**Good.**", "whole", (0, 11))
    assert label("so good", (0, 7)) is None
    assert label("so good", (3, 7)) == Match("good", "whole", (3, 7))
    assert label("good") is None


def test_parts_must_all_be_labels_and_agree() -> None:
    assert label("good Good", (0, 4), (5, 9)) == Match("Good", "whole", (5, 9), ((0, 4),))
    assert label("good bad", (0, 4), (5, 8)) is None
    assert label("good x", (0, 4), (5, 6)) is None


def test_a_part_has_at_most_two_hundred_characters() -> None:
    assert whole()("x" * 200) == Match("x" * 200, "whole", (0, 200))
    assert whole()("x" * 201) is None


@pytest.mark.parametrize(
    ("text", "spans", "match"),
    [
        (" a b ", [(0, 5)], Match("a b", "whole_text", (0, 5))),
        (" \n", [(0, 2)], None),
        ("a  b", [(0, 1), (1, 3), (3, 4)], Match("b", "whole_text", (3, 4), ((0, 1),))),
        ("a  ", [(0, 1), (1, 3)], Match("a", "whole_text", (0, 1))),
    ],
)
def test_a_text_is_the_last_part_that_is_not_blank(text: str, spans: list[Span], match: Match | None) -> None:
    assert whole_text()(text, spans) == match
