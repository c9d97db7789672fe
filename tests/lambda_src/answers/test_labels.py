"""``Labels``: every spelling of a label, and texts that spell none."""

from collections.abc import Mapping, Sequence

import pytest
from reward_runtime.answers.labels import Labels
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.samples import MISSING

LABELS = Labels("not sure", synonyms={"positive": ["very good"], "negative": ["Schlecht"]})


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("positive", "positive"),
        (" **Positive.** ", "positive"),
        ("\u201cpositive\u201d", "positive"),
        ("Very\n  GOOD!", "positive"),
        ("SCHLECHT", "negative"),
        ("\uff50ositive", "positive"),
        ("pos\u200bitive", "positive"),
        ("pos\x00itive", "positive"),
        ("not\tsure", "not sure"),
        ("not\rsure", "not sure"),
        ("not\nsure", "not sure"),
        ("\\text{positive}", "positive"),
        ("\\text{positive", "positive"),
        ("\\textbf {  Positive. }", "positive"),
        ("$\\mathrm{positive}$", "positive"),
        ("\\text{ *Positive.* }", "positive"),
        ("\\emph{positive}", None),
        ("text{positive}", None),
        ("positive" + " " * 192, "positive"),
        ("positive" + " " * 193, None),
        ("positive negative", None),
        ("positives", None),
        ("positive?", None),
        ("(positive) ?", None),
        ("positive\uff1f", None),
        ("\\text{positive?}", None),
        ("xpositive", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_text_is_the_label_that_all_of_it_spells(text: str, label: str | None) -> None:
    assert LABELS.parse(text) == LABELS.normalize(text) == label


def test_a_reference_is_a_label_or_an_object_that_holds_one() -> None:
    assert (
        LABELS.parse_reference("Positive!")
        == LABELS.parse_reference({"answer": None, "label": "very good"})
        == "positive"
    )
    assert Labels("a", keys=("n",)).parse_reference({"label": "b", "n": "a"}) == "a"


@pytest.mark.parametrize(
    ("reference", "code"),
    [(MISSING, "no_reference"), ("good", "unknown_label"), (5, "unknown_label"), ({}, "unknown_label")],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        LABELS.parse_reference(reference)
    assert fault.value.code == code


def test_the_words_of_labels_are_in_normal_form() -> None:
    assert Labels(synonyms={"Not  sure": ["*Maybe*"]}).words == {"not sure": "Not  sure", "maybe": "Not  sure"}


@pytest.mark.parametrize(
    ("labels", "synonyms"),
    [
        (["x" * 201], {}),
        ([""], {}),
        (["a"], {"a": ["!"]}),
        (["b"], {"a": ["B"]}),
        (["a"], {"b": ["A."]}),
        ([], {"a": ["b"], "b": []}),
    ],
)
def test_a_word_belongs_to_one_label(labels: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> None:
    with pytest.raises(RewardDefinitionError):
        Labels(*labels, synonyms=synonyms)


def test_a_word_may_be_given_twice_for_its_label() -> None:
    assert Labels("a", "a", synonyms={"a": ["A", "a."]}).parse("A") == "a"


def test_a_label_is_right_or_wrong() -> None:
    assert (LABELS.compare("positive", "positive"), LABELS.compare("negative", "positive")) == (1.0, 0.0)


def test_every_label_at_once_and_the_right_one_denied_are_no_answers() -> None:
    hostile = list(Labels("yes", "no").hostile("Yes."))

    assert {"yes no", "yes or no", "not yes"} <= set(hostile)
    assert [text for text in hostile if Labels("yes", "no").parse(text)] == []


def test_a_text_that_happens_to_be_the_right_label_is_not_hostile() -> None:
    """``true`` is a text that careless code raises on, and a label too."""
    truth = Labels("true", "false")

    assert "true" not in truth.hostile("true")
    assert "true" in truth.hostile("false")
    assert "yes" not in Labels("yes").hostile("yes")


@pytest.mark.parametrize(
    "text", [r"\text{no}", r"\textbf{No}", r"\mathrm {no}", r"\text{no", r"**\text{no}.**", r"\text{*no*}"]
)
def test_a_label_in_a_command_of_text_is_the_label(text: str) -> None:
    assert Labels("yes", "no").parse(text) == "no"


def test_a_label_beside_words_that_carry_it_is_the_label_and_beside_others_none() -> None:
    labels = Labels("good", "bad")

    assert labels.parse("Good sentiment.") == "good"
    assert labels.parse("Good food.") is labels.parse("not good") is labels.parse("**") is None
