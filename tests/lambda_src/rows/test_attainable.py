"""Whether a reference can be met is found once for a row, however many rollouts of it arrive."""

from typing import Any, Final

import pytest
from reward_runtime.answers.free_text import FreeText
from reward_runtime.rows import attainable
from reward_runtime.rows.attainable import Attainable
from reward_runtime.samples import Sample

LONG: Final = "x" * 500
ALONE: Final = "\ud800"
"""Half of a pair, which UTF-8 cannot hold."""
UNWRITTEN: Final = 10**5000
"""Python writes out no number of so many digits."""


def sample(prompt: str = "?", response: str = "a", reference: object = "a", **fields: object) -> Sample[object]:
    return Sample("s", prompt, response, reference, fields=fields)


class Judged:
    """Remembers the samples that it was asked about."""

    def __init__(self) -> None:
        self.samples: list[Sample[object]] = []
        self.attainable = Attainable(FreeText(), self._pays)

    def _pays(self, sample: Sample[object], right: str) -> bool:
        self.samples.append(sample)
        return right == "a"


@pytest.mark.parametrize("prompt", ["?", LONG, LONG + ALONE])
def test_rollouts_of_one_row_are_judged_once(prompt: str) -> None:
    judged = Judged()
    rollouts = [
        sample(prompt, answer, id=answer, messages=[answer], model_response=answer, completion=answer, chosen=answer)
        for answer in "abc"
    ]

    assert [judged.attainable(rollout) for rollout in rollouts] == [True] * 3
    assert judged.samples == rollouts[:1]


@pytest.mark.parametrize("prompt", ["?", LONG])
def test_rows_that_differ_in_anything_but_the_response_are_judged_apart(prompt: str) -> None:
    judged = Judged()
    rows = [sample(prompt), sample(prompt, reference="b"), sample(prompt + "!"), sample(prompt, options=["x"])]

    assert [judged.attainable(row) for row in rows * 2] == [True, False, True, True] * 2
    assert judged.samples == rows


def test_rows_that_cannot_be_written_out_are_judged_each_time() -> None:
    judged = Judged()
    rows = [sample(n=UNWRITTEN), sample(reference="b", n=UNWRITTEN)]

    assert [judged.attainable(row) for row in rows * 2] == [True, False] * 2
    assert judged.samples == rows * 2


def test_the_oldest_row_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attainable, "_KEPT", 2)
    judged = Judged()

    def asked_about(*prompts: str) -> list[Any]:
        judged.samples.clear()
        for prompt in prompts:
            judged.attainable(sample(prompt))
        return [each.prompt for each in judged.samples]

    assert asked_about("a", "b", "c") == ["a", "b", "c"]
    assert asked_about("c", "b") == []
    assert asked_about("a") == ["a"]
