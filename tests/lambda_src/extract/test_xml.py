"""``xml_element``: which elements are found, and what is not well-formed."""

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Extractor, Several, xml_element
from reward_runtime.extract.xml import MAX_ELEMENT


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.rule)


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


def test_an_element_without_content_is_one() -> None:
    """It was found with a blank before the slash only."""
    assert found(xml_element("a"), "so <a/>.") == ("<a/>", "xml_element")
    assert found(xml_element("a"), "<a/> <a>1</a>") is None


def test_an_element_has_at_most_a_hundred_thousand_characters() -> None:
    text = "<a>" + "x" * (MAX_ELEMENT - 7) + "</a>"

    assert found(xml_element("a"), text) == (text, "xml_element")
    assert found(xml_element("a"), text.replace("x", "xx", 1)) is None


@pytest.mark.parametrize(("several", "text"), [("only", None), ("first", "<a>1</a>"), ("last", "<a>2</a>")])
def test_of_several_elements_the_one_that_is_asked_for_counts(several: Several, text: str | None) -> None:
    assert found(xml_element("a", several), "<a>1</a> <a>2</a>") == (text and (text, "xml_element"))


def test_the_chosen_element_alone_must_be_well_formed() -> None:
    assert found(xml_element("a", "last"), "<a>&e;</a> <a>2</a>") == ("<a>2</a>", "xml_element")
    assert found(xml_element("a", "first"), "<a>&e;</a> <a>2</a>") is None
    assert found(xml_element("a", "only"), "<a>2</a> <a>2</a>") == ("<a>2</a>", "xml_element")


def test_an_element_outside_the_parts_is_none() -> None:
    assert found(xml_element("a"), "<a>1</a> <a>2</a> <a>3</a>", (9, 17)) == ("<a>2</a>", "xml_element")


@pytest.mark.parametrize("name", ["", "1a", "a b", "<a>", "x" * 65])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(RewardDefinitionError):
        xml_element(name)
