"""``tagged`` and ``in_tag``: where a section begins and ends."""

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Extractor, Several, boxed, in_tag, tagged


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.rule)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<a>x</a>", "x"),
        ("<A>x</A>", "x"),
        ("<a>x", "x"),
        ("<a>x<a>x</a>y</a>", "x"),
        ("<a b='c'>x</a >", "x"),
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


def test_a_name_is_taken_as_it_is_written() -> None:
    assert found(tagged("a.b"), "<axb>x</axb>") is None
    assert found(tagged("s"), "<\u017f>x") is None
    assert found(tagged("x" * 64), f"<{'x' * 64}>y") == ("y", "tagged")


@pytest.mark.parametrize(("several", "text"), [("only", None), ("first", "x"), ("last", "y")])
def test_of_several_sections_the_one_that_is_asked_for_counts(several: Several, text: str | None) -> None:
    assert found(tagged("a", several=several), "<a>x</a><a>y</a>") == (text and (text, "tagged"))


def test_sections_agree_as_is_asked() -> None:
    assert found(tagged("a", normal=str.strip), "<a>x</a><a>X</a>") is None


def test_a_section_ends_with_the_part() -> None:
    assert found(tagged("a"), "<a>x y</a> <a>z", (0, 4)) == ("x", "tagged")
    assert found(tagged("a"), "<a>x</a><a>z</a>", (8, 16)) == ("z", "tagged")


def test_another_extractor_looks_at_all_sections_and_nowhere_else() -> None:
    extractor = in_tag("a", boxed(several="last"))

    assert found(extractor, "<a>\\boxed{1}</a>\\boxed{2}") == ("1", "boxed")
    assert found(extractor, "<a>\\boxed{1}</a><a>\\boxed{2}</a>") == ("2", "boxed")
    assert found(extractor, "<a>\\boxed{1}</a><a>3</a>") == ("1", "boxed")
    assert found(extractor, "\\boxed{1}") is None
    assert found(extractor, "<a>\\boxed{1}</a> <a>\\boxed{2}</a>", (0, 16)) == ("1", "boxed")


def test_an_extractor_is_not_asked_where_no_section_is() -> None:
    def never(response: str, spans: object) -> None:
        raise AssertionError

    assert found(in_tag("a", never), "x") is None


@pytest.mark.parametrize("name", ["", "1a", "a b", "<a>", "x" * 65, "\u00e9"])
def test_what_is_no_name_is_refused(name: str) -> None:
    for make in (lambda: tagged(name), lambda: in_tag(name, boxed())):
        with pytest.raises(RewardDefinitionError):
            make()
