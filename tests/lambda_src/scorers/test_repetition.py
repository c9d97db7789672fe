import random
from typing import Any

import pytest
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample
from reward_runtime.scorers.repetition import unrepeated


def value(response: str) -> float:
    score: Any = unrepeated()
    return score(Sample(1, "", response), Answer(response, "whole", (0, 1))).value


@pytest.mark.parametrize("response", ["", "one", "a b c d e f g", "東京は日本の首都であり人口が最も多い都市です"])
def test_a_text_without_repeats_earns_one(response: str) -> None:
    assert value(response) == 1


@pytest.mark.parametrize(
    "response", ["so it is " * 300, "x" * 3000, "東京は日本の首都です" * 200, "ok " * 900 + " " * 5000]
)
def test_a_text_in_circles_earns_next_to_nothing(response: str) -> None:
    assert value(response) < 0.05


def test_only_the_window_counts() -> None:
    words = " ".join(f"w{n}" for n in random.Random(1).sample(range(1000, 9000), 400))
    assert value("so it is " * 300 + words) == 1
