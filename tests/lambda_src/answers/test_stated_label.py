"""``stated_label``: mentions, sentence by sentence."""

import pytest
from reward_runtime.answer import OnConflict, Span
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.stated_label import stated_label

LABELS = Labels("pass\u00e9", synonyms={"good": ("very good", "fine"), "bad": ("schlecht", "\u60aa\u3044")})
SENTIMENT = Labels("neutral", synonyms={"positive": ("肯定的",), "negative": ("否定的", "否定")})


def mention(text: str, on_conflict: OnConflict = "none", *spans: Span) -> tuple[str, Span] | None:
    match = stated_label(LABELS, on_conflict)(text, spans or None)
    assert match is None or match.rule == "stated_label"
    return match and (match.text, match.span)


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
    said = mention(text)

    assert (said and said[0]) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("not positive", None),
        ("It isn't positive.", None),
        ("maybe positive", None),
        ("positive, negative or neutral", None),
        ("Positive? No.", None),
        ("**positive**", "positive"),
        ("Positive.", "Positive"),
        ("ｐｏｓｉｔｉｖｅ", "ｐｏｓｉｔｉｖｅ"),
        ("これは肯定的です", "肯定的"),
        ("否定的です", "否定的"),
        ("肯定的ではない", None),
        ("肯定的じゃない", None),
        ("肯定的ではありません", None),
        ("肯定的かもしれない", None),
    ],
)
def test_a_sentiment_is_named_in_english_or_japanese(text: str, label: str | None) -> None:
    match = stated_label(SENTIMENT)(text)

    assert (match and match.text) == label


def test_the_mention_that_counts_must_itself_be_free_of_doubt() -> None:
    assert mention("good. not bad", "first") == ("good", (0, 4))
    assert mention("good. not bad", "last") is None
    assert mention("not good. bad", "first") is None
    assert mention("not good. bad", "last") == ("bad", (10, 13))
    assert mention("good. not bad. good", "last") == ("good", (15, 19))
    assert mention("good, bad", "last") is None
    assert mention("good, bad", "first") is None


def test_all_mentions_count_unless_one_is_asked_for() -> None:
    assert stated_label(LABELS)("good. not good") is None
    assert stated_label(LABELS)("good. bad") is None


def test_mentions_agree_if_they_name_one_label_whatever_normal_form_is_given() -> None:
    match = stated_label(LABELS)("It is good. So fine.", None, str.strip)

    assert match is not None
    assert (match.text, match.other_matches) == ("fine", ((6, 10),))
    assert stated_label(LABELS)("good. nice. bad.", None, lambda text: "any") is None


def test_a_span_is_where_the_mention_stands_in_the_response() -> None:
    text = "\u200b\ufb01\u00e9 \uff47\uff4f\uff4f\uff44!"

    assert mention(text) == ("\uff47\uff4f\uff4f\uff44", (4, 8))
    assert mention("bad. " + text, "none", (5, len(text) + 5)) == ("\uff47\uff4f\uff4f\uff44", (9, 13))
    assert mention("good bad", "none", (0, 4)) == ("good", (0, 4))


@pytest.mark.parametrize("label", ["good", "not sure", 'A "B" C', "a_b", "a *b"])
def test_a_label_alone_is_the_form_that_is_asked_for(label: str) -> None:
    extractor = stated_label(Labels(label, "other"))
    match = extractor(label)

    assert extractor.template == "{answer}"
    assert match is not None
    assert match.text == label
