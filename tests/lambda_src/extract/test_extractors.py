"""Each extractor on the texts that fool a naive one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.labels import Labels
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import (
    Extractor,
    boxed,
    choice,
    final_answer,
    final_text,
    json_object,
    parse_json,
    pattern,
    stated_label,
    tagged,
    xml_element,
)

LABELS = Labels.of({"positive": ["肯定的"], "negative": ["否定的", "否定"], "neutral": ["中立"]})
EXTRACTORS = {
    "boxed": boxed(),
    "tagged": tagged("answer"),
    "phrase": final_answer(),
    "label": stated_label(LABELS),
    "choice": choice(),
    "json": json_object(),
    "xml": xml_element("a"),
    "pattern": pattern(r"Result: (\w{1,20})"),
}


def read(extractor: Extractor, response: str) -> str | None:
    answer = extractor(response, [final_text(response)])
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("rule", "response", "text"),
    [
        ("boxed", "\\boxed{\\frac{1}{2}}", "\\frac{1}{2}"),
        ("boxed", "\\fbox{b}", "b"),
        ("boxed", "unboxed{positive}", None),
        ("boxed", "\\boxed{1} \\boxed{2}", None),
        ("tagged", '<ANSWER id="1">x</answer>', "x"),
        ("tagged", "<answer>x", "x"),
        ("tagged", "</answer>x", None),
        ("phrase", "**Answer:** $5$.", "5"),
        ("phrase", "so\n#### 72", "72"),
        ("phrase", "noanswer: 3", None),
        ("label", "not positive", None),
        ("label", "It isn't positive.", None),
        ("label", "maybe positive", None),
        ("label", "positive, negative or neutral", None),
        ("label", "Positive? No.", None),
        ("label", "**positive**", "positive"),
        ("label", "Positive.", "Positive"),
        ("label", "ｐｏｓｉｔｉｖｅ", "ｐｏｓｉｔｉｖｅ"),
        ("label", "これは肯定的です", "肯定的"),
        ("label", "否定的です", "否定的"),
        ("label", "肯定的ではない", None),
        ("label", "肯定的じゃない", None),
        ("label", "肯定的ではありません", None),
        ("label", "肯定的かもしれない", None),
        ("label", "<think>positive</think>negative", "negative"),
        ("choice", "(B)", "B"),
        ("choice", "**B**", "B"),
        ("choice", "Ｂ", "Ｂ"),
        ("choice", "A dog ran", None),
        ("choice", "A. x\nB. y", None),
        ("choice", "The answer is not B", None),
        ("json", 'Here: ```json\n{"a": "}"}\n``` done', '{"a": "}"}'),
        ("json", '{"a": 1} {"a": 2}', None),
        ("xml", "x <a><a>1</a></a> y", "<a><a>1</a></a>"),
        ("xml", "<a>&e;</a>", None),
        ("xml", "<a><b></a>", None),
        ("pattern", "Result: 7", "7"),
    ],
)
def test_an_answer_is_read_as_its_rule_says(rule: str, response: str, text: str | None) -> None:
    assert read(EXTRACTORS[rule], response) == text


def test_a_phrase_with_a_bar_is_no_alternation() -> None:
    assert read(final_answer(["a|b"]), "a 1") is None


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', "NaN", "[Infinity]", "1e999", "9" * 4301, "[" * 65 + "]" * 65, "{"])
def test_json_beyond_the_bounds_is_refused(text: str) -> None:
    assert parse_json(text) is None


def test_null_is_told_from_no_json() -> None:
    parsed = parse_json(" null ")
    assert parsed is not None
    assert parsed.value is None


@pytest.mark.parametrize(
    "regex", ["a*", "a+", "a{2,}", "(?:ab|c){2}", r"(a)\1", "(?=a)", "a{0,99}a{0,99}", "a{1001}", "("]
)
def test_a_pattern_that_may_be_slow_is_refused(regex: str) -> None:
    with pytest.raises(RewardDefinitionError, match="pattern"):
        pattern(regex)


@pytest.mark.parametrize("rule", EXTRACTORS)
@given(response=st.text(alphabet='\\boxed{}<>/a|" \n.:#AB(*)positve肯定的否ｐﾎﾟ', max_size=200))
def test_an_answers_span_is_where_its_text_stands(rule: str, response: str) -> None:
    answer = EXTRACTORS[rule](response, [(0, len(response))])
    if answer is not None:
        assert response[slice(*answer.span)].strip() == answer.text
