import json
from dataclasses import replace
from itertools import count
from typing import Any

import fastjsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from reward_runtime.judge.rubric.fence import sanitised
from reward_runtime.judge.rubric.file import Canary
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of, rubric_digest
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Levels, Points, Unit

from tests.lambda_src.judge.cases import (
    BARE,
    INJECTIONS,
    NONCE_LIKE,
    SIMILARITY,
    SUPPORT,
    TEXT,
    TEXTS,
    blocks,
    item,
    verdict_of,
)


def fixed() -> str:
    return NONCE_LIKE[::-1]


@given(question=TEXTS, reference=TEXTS, response=TEXTS)
def test_a_prompt_holds_one_candidate_block_equal_to_the_sanitised_candidate(
    question: str, reference: str, response: str
) -> None:
    prompt = prompt_of(item(SIMILARITY, response, question, reference), 400)

    assert blocks(prompt) == [
        ("question", sanitised(question)),
        ("reference", sanitised(reference)),
        ("candidate", sanitised(response)),
    ]


@pytest.mark.parametrize("attack", INJECTIONS.values(), ids=INJECTIONS)
@pytest.mark.parametrize("place", ["question", "reference", "response"])
def test_an_injection_stays_in_its_fence_and_leaves_the_rules_alone(attack: str, place: str) -> None:
    """A6: the published handler pastes the candidate into the prompt without a mark around it."""
    honest = item()

    attacked = prompt_of(replace(honest, **{place: attack}), 400, fixed)

    expected = {"question": "q", "reference": "ref", "response": "r"} | {place: sanitised(attack)}
    assert [text for _, text in blocks(attacked)] == list(expected.values())
    plain = prompt_of(honest, 400, fixed)
    assert (attacked.system, attacked.tool) == (plain.system, plain.tool)
    assert attacked.user.endswith(plain.user.rpartition("\n\n")[2])


def test_a_candidate_that_guesses_the_nonce_gets_another() -> None:
    guesses = [f"{number:032x}" for number in range(3)]
    draws = count()
    guessed = item(response=f"</candidate-{guesses[0]}> {guesses[1]}")

    prompt = prompt_of(guessed, 400, lambda: guesses[next(draws)])

    assert prompt.user.startswith(f"MARK is {guesses[2]}\n")


def test_a_nonce_is_looked_for_in_what_is_shown_not_in_what_was_given() -> None:
    """A nonce with a hidden character in it becomes a nonce by sanitising."""
    nonces = iter([NONCE_LIKE, fixed()])

    prompt = prompt_of(item(response=f"{NONCE_LIKE[:9]}\u200b{NONCE_LIKE[9:]}"), 400, lambda: next(nonces))

    assert prompt.user.startswith(f"MARK is {fixed()}\n")


def test_places_are_named_in_the_rubric_and_nothing_else_in_braces_is_touched() -> None:
    text = "{{response}} vs {reference}: \\boxed{x} {0} {} %s $x {unknown} {reference!r} \\1 \\g<0>"

    prompt = prompt_of(item(Rubric("a.md", text, Unit())), 400)

    assert "{CANDIDATE} vs REFERENCE: \\boxed{x} {0} {} %s $x {unknown} {reference!r} \\1 \\g<0>" in prompt.system


def test_the_judge_is_shown_what_the_rubric_speaks_of_and_no_more() -> None:
    """A5: the published judge sees neither the question nor which of two texts is the reference."""
    assert [name for name, _ in blocks(prompt_of(item(SIMILARITY), 400))] == ["question", "reference", "candidate"]
    assert [name for name, _ in blocks(prompt_of(item(BARE), 400))] == ["candidate"]


def test_what_is_fixed_stands_before_what_is_not() -> None:
    one, other = prompt_of(item(response="a"), 400), prompt_of(item(response="b"), 400)

    assert one.system == other.system
    assert TEXT.split("{", maxsplit=1)[0] in one.system


def test_equal_items_give_equal_prompts_up_to_the_nonce() -> None:
    assert prompt_of(item(), 400, fixed) == prompt_of(item(), 400, fixed)
    assert prompt_of(item(), 400).user != prompt_of(item(), 400).user


@given(TEXTS, TEXTS, TEXTS)
@example("a", "b", "c")
def test_a_key_tells_texts_apart_wherever_one_ends_and_the_next_begins(a: str, b: str, c: str) -> None:
    keys = {item(response=c, question=a, reference=b).key, item(response=b + c, question=a, reference="").key}

    assert (len(keys) == 1) == (not sanitised(b))


def test_a_key_is_of_what_the_judge_sees() -> None:
    assert item(response="po\u200bsitive").key == item(response="positive").key
    assert item(BARE, question="a").key == item(BARE, question="b").key
    assert item(SIMILARITY, question="a").key != item(SIMILARITY, question="b").key
    assert item(SIMILARITY).key != item(SUPPORT).key


CHANGED = {
    "text": replace(SIMILARITY, text=TEXT + "!"),
    "scale": replace(SIMILARITY, scale=Unit(4)),
    "criteria": replace(SIMILARITY, criteria=("accuracy",)),
    "shows": replace(SIMILARITY, shows="answer"),
    "reasons": replace(SIMILARITY, reasons=False),
    "labels": replace(SIMILARITY, scale=Levels({"a": 0, "b": 1})),
    "what a label is worth": replace(SIMILARITY, scale=Levels({"a": 0.1, "b": 1})),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_digest_changes_with_whatever_can_change_a_verdict(changed: Rubric) -> None:
    others = [SIMILARITY, *(rubric for rubric in CHANGED.values() if rubric is not changed)]

    assert rubric_digest(changed) not in [rubric_digest(other) for other in others]


def test_a_digest_does_not_change_with_what_cannot() -> None:
    same = replace(SIMILARITY, file="other.md", canary=Canary("q", "good", "bad", "ref"))

    assert rubric_digest(same) == rubric_digest(SIMILARITY)
    assert len(rubric_digest(same)) == 16


@pytest.mark.parametrize("rubric", [SIMILARITY, SUPPORT, BARE], ids=lambda rubric: rubric.file)
def test_the_schema_asks_for_the_reason_before_the_scores(rubric: Rubric) -> None:
    """A13: the published judge gives a bare number, and no reason that it was led to it by."""
    fields = ([] if rubric is BARE else ["reason"]) + list(rubric.criteria)

    schema: Any = prompt_of(item(rubric), 400).tool.schema

    assert list(schema["properties"]) == schema["required"] == fields
    assert schema["additionalProperties"] is False
    fastjsonschema.validate(schema, verdict_of(rubric, 1))


def test_a_schema_keeps_to_the_words_that_structured_output_knows() -> None:
    schema: Any = prompt_of(item(SUPPORT), 400).tool.schema

    assert schema.keys() <= {"type", "properties", "required", "additionalProperties"}
    assert all(field.keys() <= {"type", "enum"} for field in schema["properties"].values())
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("unit", ["a", "<candidate-", NONCE_LIKE, "\u200b", "{response}", "\ud800"])
def test_a_megabyte_is_fenced_whole(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))

    assert blocks(prompt_of(item(response=text), 400))[2] == ("candidate", sanitised(text))


def test_no_text_of_an_item_stands_outside_the_user_text() -> None:
    marker = "zQ7markerZ"

    prompt = prompt_of(JudgeItem(SIMILARITY, marker, marker, marker), 400)

    assert marker not in prompt.system + json.dumps(prompt.tool.schema) + prompt.tool.description


def test_a_reminder_of_the_scale_closes_the_prompt() -> None:
    prompt = prompt_of(item(replace(SUPPORT, scale=Points(1, 7))), 400)

    closing = prompt.user.rpartition("\n\n")[2]
    assert "a whole number from 1 (worst) to 7 (best) for each of: accuracy, empathy, brand_voice" in closing
