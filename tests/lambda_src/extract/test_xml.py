"""``xml_element``: the elements that are found, if they are well-formed."""

import pytest
from reward_runtime.answer import OnConflict
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import xml_element
from reward_runtime.extract.xml import MAX_ELEMENT

from tests.lambda_src.extract.found import found


def nested(depth: int, inside: str = "") -> str:
    return "<b>" * depth + inside + "</b>" * depth


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("so <a>1</a>.", "<a>1</a>"),
        ("<a />", "<a />"),
        ("<a b='/' />", "<a b='/' />"),
        ("<a><a/><a>1</a></a>", "<a><a/><a>1</a></a>"),
        ("<a> <a>1</a>", "<a>1</a>"),
        ("</a> <a>1</a>", "<a>1</a>"),
        ('<a b="c">1</a >', '<a b="c">1</a >'),
        ("<A>1</A>", None),
        ("<ab>1</ab>", None),
        ("<a>1", None),
        ("<a>&amp;</a>", "<a>&amp;</a>"),
        ("<a>&e;</a>", None),
        ("<a><b></a>", None),
        ("x <a><a>1</a></a> y", "<a><a>1</a></a>"),
        ("<a><!-- </a>", None),
        ("<a>\ud800</a>", None),
        ("<a>" + nested(63) + "</a>", "<a>" + nested(63) + "</a>"),
        ("<a>" + nested(64) + "</a>", None),
        ("<a>" + nested(1) * 100 + "</a>", "<a>" + nested(1) * 100 + "</a>"),
        ("<a>" + "<b/>" * 10 + nested(64) + "</a>", None),
        ("<a>" + nested(40, "<b/>" + nested(30)) + "</a>", None),
    ],
)
def test_a_well_formed_element_is_found(text: str, element: str | None) -> None:
    assert found(xml_element("a"), text) == (element and (element, "xml_element"))


def test_an_element_may_be_empty() -> None:
    assert found(xml_element("a"), "so <a/>.") == ("<a/>", "xml_element")
    assert found(xml_element("a"), "<a/> <a>1</a>") is None


def test_an_element_has_at_most_a_hundred_thousand_characters() -> None:
    text = "<a>" + "x" * (MAX_ELEMENT - 7) + "</a>"

    assert found(xml_element("a"), text) == (text, "xml_element")
    assert found(xml_element("a"), text.replace("x", "xx", 1)) is None


@pytest.mark.parametrize(("on_conflict", "text"), [("none", None), ("first", "<a>1</a>"), ("last", "<a>2</a>")])
def test_elements_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, text: str | None) -> None:
    assert found(xml_element("a", on_conflict), "<a>1</a> <a>2</a>") == (text and (text, "xml_element"))


def test_elements_agree_if_they_are_the_same_text_whatever_normal_form_is_given() -> None:
    assert found(xml_element("a"), "<a>1</a> <a>1</a>") == ("<a>1</a>", "xml_element")
    assert found(xml_element("a"), "<a>1</a> <a>2</a>", normalize=len) is None
    assert found(xml_element("a"), "<a>x</a> <a>X</a>") is None


def test_only_the_element_that_counts_must_be_well_formed() -> None:
    assert found(xml_element("a", "last"), "<a>&e;</a> <a>2</a>") == ("<a>2</a>", "xml_element")
    assert found(xml_element("a", "first"), "<a>&e;</a> <a>2</a>") is None
    assert found(xml_element("a", "none"), "<a>2</a> <a>2</a>") == ("<a>2</a>", "xml_element")


def test_an_element_outside_the_parts_is_none() -> None:
    assert found(xml_element("a"), "<a>1</a> <a>2</a> <a>3</a>", (9, 17)) == ("<a>2</a>", "xml_element")


@pytest.mark.parametrize("name", ["", "1a", "a b", "<a>", "x" * 65])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(RewardDefinitionError):
        xml_element(name)
