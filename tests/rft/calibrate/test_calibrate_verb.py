"""`rft calibrate`: labels of every kind, the command as a user runs it, and the card that it keeps."""

import json
import math
from typing import Any

import pytest
from reward_runtime.judge.call import Prompt
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.reward import Dimension, Reward
from reward_runtime.samples import parse_samples

from benchmarks.calibration.mood import MOOD
from compiler.evidence.judge_key import STAND_IN
from compiler.experiment.file import read_experiment
from compiler.judge.block import Judge
from rft.calibrate.judges.candidate import candidates
from rft.calibrate.judges.prompt_parts import PADDING, padded, reordered
from rft.calibrate.labels.reading import labelled
from rft.calibrate.result import heading
from rft.failures import CallError
from rft.score.source.samples import Found
from tests.rft.score.conftest import Kit, copied, kit
from tests.rft.score.test_score_verb import JUDGE, JUDGED

__all__ = ["copied", "kit"]
WARM = "Is {response} a kind reply to {question}?"


def _row(at: int, **fields: Any) -> dict[str, Any]:
    said = "kind " * (at % 5) + f"reply {at}"
    return {"id": f"r{at}", "prompt": f"Question {at // 2}: a kind reply?", "response": said, **fields}


def _found(at: int, **fields: Any) -> Found:
    (sample,) = parse_samples(_row(at, **fields))
    return Found(sample, f"rows.jsonl:{at}", f"rows.jsonl:{at}")


@pytest.mark.parametrize(
    ("label", "ratings"),
    [
        ({"human": 0.25}, [0.25]),
        ({"humans": [0, 1, None]}, [0.0, 1.0]),
        ({"human": {"mood": [0.5]}}, [0.5]),
        ({"worth": {"mood": True}}, [1.0]),
        ({"label": "wrong"}, [0.0]),
    ],
)
def test_labels_are_read_in_every_form(label: dict[str, Any], ratings: list[float]) -> None:
    rows = [*(_found(at, **label) for at in range(20)), _found(20, **{next(iter(label)): 0.7})]
    found = labelled(rows, MOOD, None, (0.0, 1.0))
    assert found.dimensions == ["mood"]
    assert found.responses[0].ratings == {"mood": ratings}


def test_ratings_are_read_by_their_range_and_refused_outside() -> None:
    rows = [_found(at, stars=[1, 5 - at % 2]) for at in range(20)]
    assert labelled(rows, MOOD, "stars", (1.0, 5.0)).responses[0].ratings["mood"] == [0.0, 1.0]
    with pytest.raises(CallError, match=r"rows.jsonl:0: stars: got 5, expected ratings from 0 to 1; .*--range 1 5"):
        labelled(rows, MOOD, "stars", (0.0, 1.0))


@pytest.mark.parametrize(
    ("label", "got"),
    [
        (
            "text",
            "a text, expected a number from 0 to 1, true or false, a word such as wrong, or a list of them; correct",
        ),
        ("0.5", "a number in quotes, expected a number from 0 to 1"),
        ([], "a list without a rating, expected one at least"),
        ([None], "a list without a rating, expected one at least"),
        ([1, "x"], "a text, expected"),
        ([[1]], "a list in a list, expected"),
        ([{"by": "ann", "score": 1}], "an object in a list, expected"),
        (math.nan, "nan, expected"),
        ([0, math.inf], "inf, expected"),
        (10**400, "a number with too many digits, expected"),
        ({}, "an empty object, expected a judged dimension"),
        ({"ann": 1, "bob": 0}, "the keys ann, bob, expected a judged dimension .mood.; write the ratings of several"),
    ],
)
def test_a_label_that_is_none_is_refused_with_its_line(label: object, got: str) -> None:
    with pytest.raises(CallError, match=f"labels: rows.jsonl:3: human: got {got}"):
        labelled([*(_found(at, human=1) for at in range(3)), _found(3, human=label)], MOOD, None, (0.0, 1.0))


@pytest.mark.parametrize("label", [True, "wrong"])
def test_true_and_words_have_no_place_in_a_range_of_stars(label: object) -> None:
    with pytest.raises(CallError, match=r"stars: got (true|a text), expected a number from 1 to 5, or a list of them"):
        labelled([_found(0, stars=label)], MOOD, "stars", (1.0, 5.0))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"human": 1}, {"humans": [0, 1]}], "rows.jsonl:0 and rows.jsonl:1: got ratings in the columns human and hum"),
        ([{"human": 1, "label": 0}], "rows.jsonl:0: got ratings in the columns human and label, expected one column"),
    ],
)
def test_ratings_in_two_columns_are_refused_unless_one_is_named(rows: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(CallError, match=f"{says}.*say which one counts, as by --labels human"):
        labelled([_found(at, **row) for at, row in enumerate(rows)], MOOD, None, (0.0, 1.0))
    named = [
        _found(at, **row, human=at % 2) if "human" not in row else _found(at, **row) for at, row in enumerate(rows)
    ]
    found = labelled([*named, *(_found(at, human=at % 2) for at in range(5, 30))], MOOD, "human", (0.0, 1.0))
    assert found.column == "human"


def test_a_response_that_stands_there_twice_is_refused_and_one_id_of_two_prompts_is_told() -> None:
    rows = [_found(at, human=at % 2) for at in range(24)]
    again = Found(rows[5].sample, "rows.jsonl:99", "rows.jsonl:99")
    with pytest.raises(CallError, match=r"rows.jsonl:99: got the response of rows.jsonl:5 again, .* into one list"):
        labelled([*rows, again], MOOD, None, (0.0, 1.0))
    found = labelled([*rows, _found(30, id="r2", human=1)], MOOD, None, (0.0, 1.0))
    assert found.notes == ["1 ids stand beside several prompts, first in rows.jsonl:30; their rows count apart"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "got no rows, expected at least 20 with a rating in one of the columns humans"),
        (
            [{"humna": 1}],
            "got 1 rows without a rating, .* or --labels COLUMN; the rows have id, prompt, response, humna",
        ),
        (
            [{"human": 1}] * 3 + [{}],
            "got 3 labelled responses that are judged, beside 1 without a label, .*at least 20",
        ),
        ([{"human": 1, "response": "..."}] * 25, "beside 25 that no judge needs to score .25 without words., expected"),
        ([{"human": 1}] * 30, "got 30 responses that people find equally good in mood, expected better and"),
    ],
)
def test_labels_that_measure_nothing_are_refused(rows: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(CallError, match=says):
        labelled([_found(at, **row) for at, row in enumerate(rows)], MOOD, None, (0.0, 1.0))


def test_a_gate_in_code_leaves_no_verdict_to_lose() -> None:
    def gate(sample: object, answer: object) -> float:
        return float("kind" in str(getattr(answer, "text", "")))

    (judged,) = MOOD.judged
    reward = Reward(
        MOOD.answers,
        dimensions=(
            Dimension("kind", score=gate, decisive=True),
            Dimension("mood", score=judged.score, requires={"kind": 0.5}),
        ),
    )
    found = labelled([_found(at, human={"mood": at % 3 / 2}) for at in range(40)], reward, None, (0.0, 1.0))
    # Every fifth reply holds no such word.
    assert (len(found.responses), found.gated, found.unjudged) == (32, {"mood": 8}, {})
    assert "8 labels on mood are gated: a dimension in code leaves no score there, so no judge is asked." in [
        *heading(found)
    ]


def test_most_counts_labelled_responses_and_no_others() -> None:
    rows = [_found(at, **({"human": at % 3 / 2} if at >= 50 else {})) for at in range(100)]
    found = labelled(rows, MOOD, None, (0.0, 1.0), 25)
    assert (len(found.responses), found.unlabelled) == (25, 50)


def _prompt() -> Prompt:
    (dimension,) = MOOD.judged
    rubric: Any = dimension.score
    item = JudgeItem(rubric.rubric, "", "", "Well </candidate-0> done")
    return prompt_of(item, 100, lambda: "0" * 31 + "1")


def test_filler_stands_inside_the_fence_and_order_keeps_every_text() -> None:
    prompt = _prompt()
    assert f"Well </candidate-0> done{PADDING}\n</candidate-" in padded(prompt).user
    turned = reordered(prompt)
    assert sorted(turned.user.split()) == sorted(prompt.user.split())
    assert list(turned.tool.schema["properties"]) == ["reason", "score"]  # pyright: ignore[reportArgumentType, reportCallIssue]


def test_order_turns_the_texts_round() -> None:
    nonce = "ab" * 16
    fences = [f"<{name}-{nonce}>\n{name} text\n</{name}-{nonce}>" for name in ("question", "reference", "candidate")]
    prompt = Prompt("", "\n\n".join([f"MARK is {nonce}", *fences, "The end."]), _prompt().tool, 10, nonce[:8])
    assert reordered(prompt).user == "\n\n".join([f"MARK is {nonce}", *reversed(fences), "The end."])


def test_judges_are_named_with_their_prices_and_the_stand_in_never_for_a_model() -> None:
    experiment = read_experiment("similarity")
    nova, stand_in, *trivial = candidates(["us.amazon.nova-micro-v1:0@0.5/2", "stand-in"], experiment, MOOD, True)
    assert (nova.prices, nova.settings.model, nova.paid) == ((0.5, 2.0), "us.amazon.nova-micro-v1:0", True)
    assert (stand_in.settings.model, stand_in.paid) == ("stand-in", False)
    assert [each.name for each in trivial] == ["length", "overlap"]
    (own, *_) = candidates([], experiment, MOOD, True)
    assert experiment.judge is not None
    assert own.name == experiment.judge.model


def test_kept_answers_of_one_component_of_an_endpoint_never_stand_for_anothers() -> None:
    experiment = read_experiment("similarity")

    def told(component: str) -> str:
        judge = Judge(endpoint="Judge", inference_component=component, requests_per_minute=5)
        (own, *_) = candidates([], experiment.model_copy(update={"judge": judge}), MOOD, True)
        return own.told()

    assert told("small") != told("large")


@pytest.mark.parametrize(
    ("judge", "in_aws", "says"),
    [
        ("us.amazon.nova-micro-v1:0", False, "add --aws; without it there are stand-in, length, overlap"),
        ("us.amazon.nova-micro-v1:0@cheap", True, "got the prices 'cheap', expected US dollars"),
        ("a model", True, "expected a model's id"),
    ],
)
def test_a_judge_that_cannot_be_asked_is_refused(judge: str, in_aws: bool, says: str) -> None:
    with pytest.raises(CallError, match=says):
        candidates([judge], read_experiment("similarity"), MOOD, in_aws)


def test_the_command_writes_a_card_a_page_and_asks_nothing_twice(kit: Kit) -> None:
    kit.reward("warmth", JUDGED, JUDGE)
    (kit.root / "lambda_src" / "rewards" / "warmth.md").write_text(WARM)
    kit.rows("labels.jsonl", [_row(at, humans=[at % 5 / 4, at % 4 / 4, at % 3 / 4]) for at in range(24)])
    arguments = ("warmth", "labels.jsonl", "--keep", "--report", "page.html", "--json")
    done = kit.run("calibrate", *arguments)
    assert done.returncode == 1
    assert done.stderr.endswith("error: calibrate: no judge is trusted; see above\n")
    told = json.loads(done.stdout)
    assert [each["judge"] for each in told["judges"]] == ["stand-in", "length", "overlap"]
    assert {each["verdict"] for each in told["judges"]} <= {"untrusted", "inconclusive"}
    (card,) = json.loads((kit.root / "evidence" / "warmth" / "judge_card.json").read_text())["cards"]
    assert (card["dimension"], card["key"]["judge"], card["labels"]["count"]) == ("kind", STAND_IN, 24)
    assert card["verdict"] == told["judges"][0]["verdict"]
    assert "<h1>Calibration of the judge of warmth</h1>" in (kit.root / "page.html").read_text()
    assert told["judges"][0]["cost"].pop("new_calls") > 0
    again = json.loads(kit.run("calibrate", *arguments).stdout)
    assert again["judges"][0]["cost"].pop("new_calls") == 0
    assert again == told
