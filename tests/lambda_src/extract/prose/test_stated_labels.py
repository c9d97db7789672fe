"""The label that a response states, in English and Japanese, beside words that do not change it."""

from typing import Final

import pytest
from rewards.sentiment import REWARD

SAID: Final[list[tuple[str, str | None]]] = [
    ("\\boxed{positive sentiment}", "positive"),
    ("\\boxed{肯定的です}", "positive"),
    ("\\boxed{Positive tone}", "positive"),
    ("\\boxed{\\text{Sentiment: positive}}", "positive"),
    ("\\boxed{The sentiment is negative.}", "negative"),
    ("\\boxed{否定的な感情}", "negative"),
    ("\\boxed{ポジティブな感情です。}", "positive"),
    ("\\boxed{感情は否定的}", "negative"),
    ("\\boxed{not positive}", None),
    ("\\boxed{肯定的ではない}", None),
    ("\\boxed{肯定的ではありません}", None),
    ("\\boxed{positive or negative}", None),
    ("\\boxed{mixed}", None),
    ("\\boxed{non-positive}", None),
    ("\\boxed{less positive}", None),
    ("\\boxed{very positive}", "positive"),
    ("\\boxed{**Neutral**}", "neutral"),
    ("\\boxed{中立的な文です}", "neutral"),
    ("\\boxed{positive and negative}", None),
    ("\\boxed{slightly negative but positive}", None),
    ("The answer is positive.", "positive"),
    ("The answer is positive or negative.", None),
    ("The answer is positive. Or neutral.", None),
    ("The answer is positive! Or negative?", None),
    ("The answer is positive. Alternatively, neutral.", None),
    ("The answer is positive. Or rather, that is how it reads.", "positive"),
    ("Answer: negative\n\nThe word positive appears.", "negative"),
    ("答えは肯定的です。", "positive"),
    ("This tweet is positive.", "positive"),
    ("I love this positive movie", None),
    ("I will put it in \\boxed{}. \\boxed{negative}", "negative"),
    ("\\boxed{sentiment}", None),
    ("The sentiment is \\textbf{positive}", "positive"),
    ("\\boxed{lack of positive sentiment}", None),
    ("positive/negative", None),
    ("positive, negative", None),
    ("`positive`", "positive"),
    ("> positive", "positive"),
    ("\\boxed{\\text{positive}}", "positive"),
    ("\\boxed{positive, i.e. good}", None),
    ("\\boxed{肯定}", "positive"),
    ("\\boxed{肯定的/否定的}", None),
    ("Final answer: **Positive** because he likes it", "positive"),
]


@pytest.mark.parametrize(("response", "label"), SAID)
def test_a_response_states_this_label_or_none(response: str, label: str | None) -> None:
    match = REWARD.extractor(response, None, REWARD.answers.normalize)

    assert (match and REWARD.answers.parse(match.text)) == label
