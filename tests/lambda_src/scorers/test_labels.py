"""``Labels``: every spelling of a label, and what spells none."""

import pytest
from reward_runtime.answers.labels import Labels, same_label
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample

LABELS = Labels.of({"positive": ["very good"], "negative": ["Schlecht"], "not sure": []})


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
        ("xpositive", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_text_is_the_label_that_all_of_it_spells(text: str, label: str | None) -> None:
    assert LABELS.find(text) == LABELS.accept(Answer(text, "rule", (0, len(text)))) == label


def test_a_reference_is_a_label_or_an_object_that_holds_one() -> None:
    assert (
        LABELS.read_reference("Positive!")
        == LABELS.read_reference({"answer": None, "label": "very good"})
        == "positive"
    )
    assert Labels.of({"a": []}, keys=("n",)).read_reference({"label": "b", "n": "a"}) == "a"


@pytest.mark.parametrize(
    ("reference", "code"),
    [(MISSING, "no_reference"), ("good", "unknown_label"), (5, "unknown_label"), ({}, "unknown_label")],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        LABELS.read_reference(reference)
    assert fault.value.code == code


def test_the_words_of_labels_are_in_normal_form() -> None:
    assert Labels.of({"Not  sure": ["*Maybe*"]}).words == {"not sure": "Not  sure", "maybe": "Not  sure"}


@pytest.mark.parametrize(
    "synonyms", [{"x" * 201: []}, {"": []}, {"a": ["!"]}, {"a": ["B"], "b": []}, {"a": [], "b": ["A."]}]
)
def test_a_word_belongs_to_one_label(synonyms: dict[str, list[str]]) -> None:
    with pytest.raises(RewardDefinitionError):
        Labels.of(synonyms)


def test_a_word_may_be_said_of_its_label_twice() -> None:
    assert Labels.of({"a": ["A", "a."]}).find("A") == "a"


def test_a_label_is_right_or_wrong() -> None:
    def value(said: str) -> object:
        return same_label(Sample("s", "", "text", "positive"), Answer(said, "rule", (0, 1), value=said))

    assert (value("positive"), value("negative")) == (1.0, 0.0)
