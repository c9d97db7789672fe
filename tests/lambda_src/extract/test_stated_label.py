"""``stated_label``: mentions, sentence by sentence."""

import pytest
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import Several, stated_label

LABELS = Labels.of({"good": ["very good", "fine"], "bad": ["schlecht", "\u60aa\u3044"], "pass\u00e9": []})


def found(text: str, several: Several = "only", *spans: tuple[int, int]) -> tuple[str, tuple[int, int]] | None:
    answer = stated_label(LABELS, several)(text, spans or [(0, len(text))])
    assert answer is None or answer.rule == "stated_label"
    return answer and (answer.text, answer.span)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It is good. So good.", "good"),
        ("very   good", "very   good"),
        ("Very\ngood", "Very\ngood"),
        ("good and fine", "fine"),
        ("*good*", "good"),
        ("PASS\u00c9", "PASS\u00c9"),
        ("passe\u0301", "passe\u0301"),
        ("passe", None),
        ("\u3067\u60aa\u3044\u3067\u3059", "\u60aa\u3044"),
        ("x\u60aa\u3044x", "\u60aa\u3044"),
        ("go\u200bod", "go\u200bod"),
        ("goodness", None),
        ("_good_", "good"),
        ("good, bad", None),
        ("good. bad", None),
        ("good. not good", None),
        ("Is it good?", None),
        ("Is it good? It is good.", None),
        ("Why? It is good.", "good"),
        ("Not sure. It is good.", "good"),
        ("Not sure; good", "good"),
        ("Not sure\n\ngood", "good"),
        ("Not sure\ngood", None),
        ("Not sure... good", None),
        ("not sure 1.5 good", None),
        ("it isn't good", None),
        ("it isn\u2019t good", None),
        ("n'tx good", "good"),
        ("knot good", "good"),
        ("\u975e\u5e38\u60aa\u3044", "\u60aa\u3044"),
        ("\u975e\u60aa\u3044", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_a_mention_free_of_doubt_counts(text: str, label: str | None) -> None:
    answer = found(text)

    assert (answer and answer[0]) == label


def test_the_first_or_last_mention_must_itself_be_free_of_doubt() -> None:
    assert found("good. not bad", "first") == ("good", (0, 4))
    assert found("good. not bad", "last") is None
    assert found("not good. bad", "first") is None
    assert found("not good. bad", "last") == ("bad", (10, 13))
    assert found("good. not bad. good", "last") == ("good", (15, 19))
    assert found("good, bad", "last") is None
    assert found("good, bad", "first") is None


def test_all_mentions_count_unless_one_is_asked_for() -> None:
    assert stated_label(LABELS)("good. not good", [(0, 14)]) is None
    assert stated_label(LABELS)("good. bad", [(0, 9)]) is None


def test_a_span_is_where_the_mention_stands_in_the_response() -> None:
    text = "\u200b\ufb01\u00e9 \uff47\uff4f\uff4f\uff44!"

    assert found(text) == ("\uff47\uff4f\uff4f\uff44", (4, 8))
    assert found("bad. " + text, "only", (5, len(text) + 5)) == ("\uff47\uff4f\uff4f\uff44", (9, 13))
    assert found("good bad", "only", (0, 4)) == ("good", (0, 4))
