"""``tagged`` and ``in_tag``: the sections of a tag."""

import pytest
from reward_runtime.answer import Extractor, OnConflict
from reward_runtime.answers.numbers import Numbers
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import boxed, in_tag, pattern, tagged

from tests.lambda_src.extract.found import found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<a>x</a>", "x"),
        ("<A>x</A>", "x"),
        ("<a>x", "x"),
        ("<a>x<a>x</a>y</a>", "x"),
        ("<a b='c'>x</a >", "x"),
        ('<A b="1">x</a>', "x"),
        ("<a" + " " * 201 + ">x</a>", "x"),
        ("<a" + " " * 202 + ">x</a>", None),
        ("<ab>x</ab>", None),
        ("</a>x", None),
        ("x", None),
        ("<a>x</a><a>X</a>", "X"),
        ("<a>x</a><a>y</a>", None),
        ("<a></a>", ""),
        ("<\u017f>x", None),
    ],
)
def test_a_section_runs_to_the_next_tag_of_its_name(text: str, content: str | None) -> None:
    assert found(tagged("a"), text) == (None if content is None else (content, "tagged"))


def test_no_character_of_a_name_has_a_special_meaning() -> None:
    assert found(tagged("a.b"), "<axb>x</axb>") is None
    assert found(tagged("s"), "<\u017f>x") is None
    assert found(tagged("x" * 64), f"<{'x' * 64}>y") == ("y", "tagged")


@pytest.mark.parametrize(("on_conflict", "text"), [("none", None), ("first", "x"), ("last", "y")])
def test_sections_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, text: str | None) -> None:
    assert found(tagged("a", on_conflict), "<a>x</a><a>y</a>") == (text and (text, "tagged"))


def test_sections_agree_if_their_normal_forms_are_equal() -> None:
    assert found(tagged("a"), "<a>x</a><a>X</a>") == ("X", "tagged")
    assert found(tagged("a"), "<a>x</a><a>X</a>", normalize=str.strip) is None
    assert found(tagged("a"), "<a>7</a><a>7.0</a>", normalize=Numbers().normalize) == ("7.0", "tagged")


def test_a_section_ends_with_the_part() -> None:
    assert found(tagged("a"), "<a>x y</a> <a>z", (0, 4)) == ("x", "tagged")
    assert found(tagged("a"), "<a>x</a><a>z</a>", (8, 16)) == ("z", "tagged")


def test_another_extractor_looks_at_all_sections_and_nowhere_else() -> None:
    extractor = in_tag("a", boxed(on_conflict="last"))

    assert found(extractor, "<a>\\boxed{1}</a>\\boxed{2}") == ("1", "boxed")
    assert found(extractor, "<a>\\boxed{1}</a><a>\\boxed{2}</a>") == ("2", "boxed")
    assert found(extractor, "<a>\\boxed{1}</a><a>3</a>") == ("1", "boxed")
    assert found(extractor, "\\boxed{1}") is None
    assert found(extractor, "<a>\\boxed{1}</a> <a>\\boxed{2}</a>", (0, 16)) == ("1", "boxed")


def test_the_inner_extractor_does_not_run_without_a_section() -> None:
    def never(response: str, spans: object, normalize: object) -> None:
        raise AssertionError

    assert found(in_tag("a", Extractor(never)), "x") is None


def test_the_inner_extractor_compares_by_the_normal_form_that_is_given() -> None:
    response = "<a>\\boxed{7}</a><a>\\boxed{7.0}</a>"

    assert found(in_tag("a", boxed()), response) is None
    assert found(in_tag("a", boxed()), response, normalize=Numbers().normalize) == ("7.0", "boxed")


def test_the_form_that_is_asked_for_is_the_answer_or_the_inner_form_between_the_tags() -> None:
    assert tagged("a.b").template == "<a.b>{answer}</a.b>"
    assert in_tag("a", boxed()).template == "<a>\\boxed{{answer}}</a>"
    assert in_tag("a", tagged("b")).template == "<a><b>{answer}</b></a>"
    assert in_tag("a", pattern("x")).template == ""


@pytest.mark.parametrize("name", ["", "1a", "a b", "<a>", "x" * 65, "\u00e9"])
def test_a_bad_name_is_refused(name: str) -> None:
    for make in (lambda: tagged(name), lambda: in_tag(name, boxed())):
        with pytest.raises(RewardDefinitionError):
            make()
