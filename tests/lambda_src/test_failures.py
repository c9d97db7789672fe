"""The blame for each failure and its effect: the table of failures, line by line."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.answers.free_text import AsIs
from reward_runtime.answers.labels import Labels
from reward_runtime.errors import BadRowError, RewardDefinitionError, RowFault, ScorerError, SettingsError, revealed
from reward_runtime.extract import Answer, Extractor, boxed, pattern
from reward_runtime.pipeline import Pipeline
from reward_runtime.reward import Dimension, Grade, Reward
from reward_runtime.samples import Sample
from reward_runtime.settings import Settings
from reward_runtime.telemetry.telemetry import Telemetry

from tests.lambda_src.events import row, turns
from tests.lambda_src.planted import planted

PERFECT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"


def nested_list(depth: int) -> Any:
    inner: Any = PERFECT
    for _ in range(depth):
        inner = [inner]
    return inner


def nested_object(depth: int) -> Any:
    inner: Any = PERFECT
    for _ in range(depth):
        inner = {"text": inner}
    return inner


BAD_ROWS: dict[str, dict[str, Any]] = {
    "no reference": {"id": "bad", "messages": turns(PERFECT)},
    "a null reference": row("bad", PERFECT, None),
    "a reference that is no label": row("bad", PERFECT, "banana"),
    "a reference of another type": row("bad", PERFECT, 3),
    "an object without the answer": row("bad", PERFECT, {"x": "positive"}),
    "no messages": {"id": "bad", "reference_answer": "positive"},
    "empty messages": {"id": "bad", "messages": [], "reference_answer": "positive"},
    "messages that are no list": {"id": "bad", "messages": {}, "reference_answer": "positive"},
    "turns that are no objects": {"id": "bad", "messages": [None, 3], "reference_answer": "positive"},
    "no assistant turn": {"id": "bad", "messages": turns("x")[:2], "reference_answer": "positive"},
    "null content": row("bad", None),
    "content that is a number": row("bad", 7),
    "content without text": row("bad", [{"type": "image"}]),
    "a text block without text": row("bad", [{"type": "text"}]),
    "blocks of an unknown type": row("bad", [{"type": "markdown", "markdown": PERFECT}]),
    "a list of no blocks but numbers": row("bad", [7, None]),
    "a role that is a list": {"id": "bad", "messages": [{"role": ["assistant"]}], "reference_answer": "positive"},
    "a role that is an object": {"id": "bad", "messages": [{"role": {}}], "reference_answer": "positive"},
    "content of lists in lists": row("bad", nested_list(400)),
    "content of objects in objects": row("bad", nested_object(400)),
}

LOW_RESPONSES: dict[str, str] = {
    "nothing": "",
    "white space": " \n\t",
    "a refusal": "I cannot help with that.",
    "two answers": "\\boxed{positive} \\boxed{negative}",
    "two answers in two sections": f"{PERFECT}<|begin_of_solution|>\\boxed{{negative}}<|end_of_solution|>",
    "two answers, one section split": f"{PERFECT}<|begin_of_solution|>\\boxed{{positive}}\\boxed{{negative}}",
    "no label": "\\boxed{banana}",
    "an empty box": "<|begin_of_solution|>\\boxed{}<|end_of_solution|>",
    "all labels": "positive negative neutral",
    "a negated label": "not positive",
    "an answer in the reasoning only": f"<think>{PERFECT}</think>",
    "reasoning that never ends": f"<think>{PERFECT}",
    "an unclosed box": "\\boxed{positive",
    "a lone surrogate": "\ud800",
    "a sentence with the label": "Clearly positive, I would say.",
}

TEXTLESS: dict[str, list[dict[str, Any]]] = {
    "no blocks": [],
    "a reasoning block alone": [{"type": "reasoning", "text": PERFECT}],
    "a thinking and a redacted one": [{"type": "thinking", "thinking": PERFECT}, {"type": "redacted_thinking"}],
    "a reasoning block of Converse": [{"reasoningContent": {"reasoningText": {"text": PERFECT}}}],
    "a call of a tool": [{"toolUse": {"name": "x", "input": {}}}],
    "reasoning before an empty text": [{"type": "reasoning", "text": PERFECT}, {"type": "text", "text": ""}],
}
"""Contents of a rollout that was cut off before it said anything."""


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_earns_the_floor_is_flagged_and_harms_no_neighbour(pipeline: Pipeline, name: str) -> None:
    reply: Any = pipeline([row("before", PERFECT), BAD_ROWS[name], row("after", PERFECT)], {})

    assert [r["aggregate_reward_score"] for r in reply] == [1.0, -1.0, 1.0]
    assert [m["value"] for r in reply for m in r["metrics_list"] if m["name"] == "unscorable"] == [
        0.0,
        1.0,
        0.0,
    ]


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_fails_the_batch_where_the_experiment_says_so(name: str) -> None:
    strict = Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_ON_BAD_ROW: "raise"})

    with pytest.raises(BadRowError, match="1 of 2 rows cannot be scored, first sample 1"):
        strict([row("before", PERFECT), BAD_ROWS[name]], {})


@pytest.mark.parametrize("name", TEXTLESS)
def test_a_rollout_cut_off_while_it_reasons_is_no_fault_of_the_row(name: str) -> None:
    """With ``on_bad_row: raise`` it once failed the whole batch as the operator's fault."""
    strict = Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_ON_BAD_ROW: "raise"})

    reply: Any = strict([row("before", PERFECT), row("cut off", TEXTLESS[name]), row("after", PERFECT)], {})

    assert [r["aggregate_reward_score"] for r in reply] == [1.0, -1.0, 1.0]
    assert [m["value"] for m in reply[1]["metrics_list"]] == [0.0, 0.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize("name", LOW_RESPONSES)
def test_a_response_without_one_answer_earns_the_floor_and_harms_no_neighbour(pipeline: Pipeline, name: str) -> None:
    reply: Any = pipeline([row("before", PERFECT), row("low", LOW_RESPONSES[name]), row("after", PERFECT)], {})

    assert [r["aggregate_reward_score"] for r in reply] == [1.0, -1.0, 1.0]
    assert [m["value"] for m in reply[1]["metrics_list"]] == [0.0, 0.0, 1.0, 0.0, 0.0]


def pipeline_of(score: Any, **parts: Any) -> Pipeline:
    extract = Extractor(parts.pop("extract")) if "extract" in parts else boxed()
    reward = Reward(planted(**parts), (Dimension("correct", score),), extract=extract)
    settings = Settings(reward="planted")
    return Pipeline(settings, reward, Telemetry(settings, reward))


def explode(*_: object) -> Any:
    raise ValueError("SECRET text of a response")


@pytest.mark.parametrize("part", ["score", "extract", "parse", "parse_reference"])
def test_code_of_a_reward_that_raises_fails_the_invocation_without_quoting_text(part: str) -> None:
    broken = pipeline_of(explode) if part == "score" else pipeline_of(lambda s, a: 1.0, **{part: explode})

    with pytest.raises(ScorerError, match=r"raised ValueError at test_failures\.py:\d+") as failed:
        broken([row("a", PERFECT)], {})

    assert "SECRET" not in str(failed.value)
    assert failed.value.__context__ is None


def test_an_author_on_their_own_machine_is_shown_the_exception_itself() -> None:
    with pytest.raises(ScorerError) as failed, revealed():
        pipeline_of(explode)([row("a", PERFECT)], {})

    assert failed.value.part == "the scorer of dimension 'correct'"
    assert repr(failed.value.__cause__) == "ValueError('SECRET text of a response')"


def test_nothing_that_is_deployed_reveals_an_exception() -> None:
    deployed = Path(__file__).parents[2] / "lambda_src"
    naming = [path.name for path in deployed.rglob("*.py") if "revealed" in path.read_text(encoding="utf-8")]

    assert naming == ["errors.py"]


def test_the_place_of_a_failure_is_a_line_of_the_rewards_file(tmp_path: Path) -> None:
    """The exception itself is raised in a file of the standard library."""
    file = tmp_path / "rewards" / "mine.py"
    file.parent.mkdir()
    file.write_text("import json\n\ndef score(sample, answer):\n    return json.loads('{')\n")
    mine = runpy.run_path(str(file))

    with pytest.raises(ScorerError, match=r"raised JSONDecodeError at mine\.py:4; correct it there"):
        pipeline_of(mine["score"])([row("a", PERFECT)], {})


def test_a_scorer_with_other_parameters_is_not_blamed_on_a_line_of_the_kit() -> None:
    def lonely(sample: object) -> float:
        return 1.0

    with pytest.raises(ScorerError, match="raised TypeError when it was called; correct it there"):
        pipeline_of(lonely)([row("a", PERFECT)], {})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -0.1, 1.1, None, "1.0", (1.0, "because"), Grade(2.0)])
def test_a_scorer_that_returns_no_number_in_range_fails_and_is_never_clamped(value: object) -> None:
    with pytest.raises(ScorerError, match=r"no number in 0\.\.1"):
        pipeline_of(lambda s, a: value)([row("a", PERFECT)], {})


@pytest.mark.parametrize(("value", "worth"), [(True, 1.0), (False, 0.0), (1, 1.0), (0.9, 0.9), (-0.0, 0.0)])
def test_a_scorer_may_say_right_or_wrong_or_how_right(value: float, worth: float) -> None:
    reply: Any = pipeline_of(lambda s, a: value)([row("a", PERFECT)], {})

    assert repr(reply[0]["aggregate_reward_score"]) == repr(worth)


def test_a_reason_that_is_no_code_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def quoting(reference: object) -> object:
        raise RowFault(f"bad {reference}")

    pipeline_of(lambda s, a: 1.0, parse_reference=quoting)([row("a", PERFECT, "SECRET")], {})

    out = capsys.readouterr().out
    assert "SECRET" not in out
    assert '"reason": "row_fault"' in out


def test_a_label_of_marks_alone_is_refused_as_nothing_would_spell_it() -> None:
    with pytest.raises(RewardDefinitionError, match="letters or digits"):
        Labels("good", "bad", synonyms={"good": ("!",)})


def test_a_scorer_cannot_declare_the_row_at_fault() -> None:
    def blame(sample: Sample[object], answer: Answer[object]) -> float:
        raise RowFault("anything")

    with pytest.raises(ScorerError, match="raised RowFault"):
        pipeline_of(blame)([row("a", PERFECT)], {})


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "REWARD_NAME"),
        ({names.ENV_REWARD: "../x"}, "REWARD_NAME"),
        ({names.ENV_REWARD: "sentiment", names.ENV_REPLY: "tuple"}, "list, envelope"),
        ({names.ENV_REWARD: "sentiment", names.ENV_ON_BAD_ROW: "skip"}, "floor, raise"),
        ({names.ENV_REWARD: "sentiment", names.ENV_WEIGHTS: "{"}, "JSON object"),
        ({names.ENV_REWARD: "sentiment", names.ENV_WEIGHTS: "[]"}, "JSON object"),
        ({names.ENV_REWARD: "sentiment", names.ENV_WEIGHTS: '{"correct": NaN}'}, "finite number above 0"),
        ({names.ENV_REWARD: "sentiment", names.ENV_WEIGHTS: '{"correct": true}'}, "finite number above 0"),
    ],
)
def test_a_wrong_setting_names_its_variable_and_what_is_allowed(environment: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Pipeline.from_environment(environment)


def test_a_weight_for_no_dimension_is_refused() -> None:
    with pytest.raises(
        RewardDefinitionError, match="got corect, expected dimensions of the reward: correct, well_formed"
    ):
        Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_WEIGHTS: '{"corect": 1}'})


@pytest.mark.parametrize(
    "change",
    [
        {"dimensions": ()},
        {"dimensions": (Dimension("a", explode, 1.0), Dimension("a", explode, 1.0))},
        {"dimensions": (Dimension("a", explode, requires={"b": 0.5}),)},
        {"dimensions": (Dimension("a", explode, requires={"a": 0.5}),)},
        {"formula": "b"},
        {"formula": "a + b"},
        {"formula": "__import__('os')"},
        {"formula": "a ** 2"},
        {"formula": "a / 2"},
        {"formula": "max(a)"},
        {"formula": "min(*a)"},
        {"formula": "a if a else 0"},
        {"formula": "'a'"},
        {"formula": "True * a"},
        {"formula": "a +"},
        {"formula": "(" * 400 + "a" + ")" * 400},
        {"floor": 1.0},
        {"floor": float("-inf")},
        {"response_template": "no place"},
        {"extract": pattern("a")},
        {"answers": AsIs},
        {"answers": "labels"},
    ],
)
def test_a_reward_that_could_never_score_is_refused(change: dict[str, Any]) -> None:
    sound: dict[str, Any] = {
        "answers": AsIs(),
        "extract": boxed(),
        "dimensions": (Dimension("a", explode, 1.0),),
    }
    Reward(**sound)

    with pytest.raises(RewardDefinitionError, match="expected"):
        Reward(**{**sound, **change})


def sound_but(change: dict[str, Any]) -> dict[str, Any]:
    return {"name": "a", "score": explode, **change}


@pytest.mark.parametrize(
    "change",
    [
        {"weight": 0.0},
        {"weight": float("nan")},
        {"weight": float("inf")},
        {"name": "a b"},
        {"requires": {"b": 1.0}},
        {"requires": {"b": -0.1}},
    ],
)
def test_a_dimension_that_could_never_count_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(RewardDefinitionError, match="expected"):
        Dimension(**sound_but(change))


def test_a_requirement_may_be_any_value_above_zero() -> None:
    assert Dimension(**sound_but({"requires": {"b": 0.0}})).counts({"b": 0.1})


@pytest.mark.parametrize(
    ("result", "grade"),
    [
        (-0.0, Grade(0.0)),
        (True, Grade(1.0)),
        (Grade(0.5, "a_code"), Grade(0.5, "a_code")),
        (Grade(0.5, "A sentence."), Grade(0.5)),
    ],
)
def test_a_grade_is_a_number_without_a_sign_and_a_code_or_nothing(result: object, grade: Grade) -> None:
    found = Dimension("a", explode).grade(result)

    assert (repr(found.value), found.reason) == (repr(grade.value), grade.reason)


def test_a_value_that_is_no_number_is_told_by_its_type() -> None:
    with pytest.raises(ScorerError, match="returned a list that is no number"):
        Dimension("a", explode).grade(["SECRET"])


@pytest.mark.parametrize("code", ["no_reference", "No text", ""])
def test_a_rows_fault_keeps_its_code_only_if_it_is_one(code: str) -> None:
    assert RowFault(code).code == (code if code == "no_reference" else "row_fault")


@pytest.mark.parametrize("floor", [float("-inf"), float("nan"), 1.0, 2.0])
def test_a_floor_that_is_no_number_below_the_ceiling_is_refused(floor: float) -> None:
    with pytest.raises(RewardDefinitionError, match="floor"):
        Reward(Labels("a", "b"), floor=floor)
