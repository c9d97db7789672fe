"""`rft calibrate`: labels of every kind, the command as a user runs it, and the card that it keeps."""

import json
from typing import Any

import pytest
from reward_runtime.judge.call import Prompt
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.samples import parse_samples

from benchmarks.calibration.mood import MOOD
from compiler.evidence.judge_key import STAND_IN
from compiler.experiment.file import read_experiment
from compiler.judge.block import Judge
from rft.calibrate.judges.candidate import candidates
from rft.calibrate.judges.prompt_parts import PADDING, padded, reordered
from rft.calibrate.labelled import labelled
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


@pytest.mark.parametrize("label", ["text", [], [None], {"mood": "?"}, [1, "x"]])
def test_a_label_that_is_none_is_refused(label: object) -> None:
    with pytest.raises(CallError, match="expected a number, true or false, or a list of them"):
        labelled([_found(at, human=label) for at in range(20)], MOOD, None, (0.0, 1.0))


def test_too_few_labels_are_refused() -> None:
    with pytest.raises(
        CallError, match=r"got 3 labelled responses that are judged, beside 1 without a label, .* at least 20"
    ):
        labelled([_found(at, human=1) for at in range(3)] + [_found(4)], MOOD, None, (0.0, 1.0))


def test_equal_labels_say_nothing_of_a_judge_and_are_refused() -> None:
    with pytest.raises(CallError, match="got 30 responses that people find equally good in mood, expected better and"):
        labelled([_found(at, human=1) for at in range(30)], MOOD, None, (0.0, 1.0))


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
