"""The steps that only some rewards take: programs of a batch go out together, judged samples wait for the judge."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from reward_runtime import names
from reward_runtime.answers.code.runs import RUNS
from reward_runtime.answers.free_text import FreeText
from reward_runtime.errors import ScorerError
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Unit
from reward_runtime.pipeline import Pipeline
from reward_runtime.reward import AnyReward, Dimension, Outcome, Reward, Score
from reward_runtime.score import PendingScore
from reward_runtime.settings import Settings
from reward_runtime.telemetry.telemetry import Telemetry

from tests.lambda_src.events import row

Lines = Callable[[], list[dict[str, Any]]]
CASES = {"hidden": [{"call": "f", "args": [1], "returns": "x"}]}


class Runner:
    """A sandbox in which every program returns x."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def run(self, jobs: Sequence[Mapping[str, Any]]) -> list[list[dict[str, object]]]:
        self.asked.append([job["program"] for job in jobs])
        return [[{"outcome": "done", "value": '"x"'} for _ in job["cases"]] for job in jobs]


def test_the_programs_of_a_batch_are_run_in_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Runner()
    monkeypatch.setattr(RUNS, "_runner", runner)
    responses = [f"```python\ndef f(x):\n    return {word!r}\n```" for word in "abc"]

    reply: Any = Pipeline.from_environment({names.ENV_REWARD: "code"})(
        [row(str(at), response, CASES) for at, response in enumerate(responses)], {}
    )

    assert [each["id"] for each in reply] == ["0", "1", "2"]
    assert [len(call) for call in runner.asked] == [3]


@dataclass
class Judge:
    """Finishes each score with 0.5, and remembers what it was asked."""

    asked: list[str] = field(default_factory=list[str])
    counts: list[JudgeStats] = field(default_factory=list[JudgeStats])
    new_stats = staticmethod(JudgeStats)

    def scores(self, started: Sequence[Score | PendingScore], stats: JudgeStats) -> list[Score]:
        self.counts.append(stats)
        waiting = [cast("PendingScore", each).sample for each in started]
        self.asked += [sample.response or "" for sample in waiting]
        return [Score(sample.id, Outcome.SCORED, 0.5, {"polite": 0.5}, "answered") for sample in waiting]


def test_judged_samples_are_started_in_order_and_finished_by_the_judge(pipeline: Pipeline) -> None:
    polite = Rubric("polite.md", "Is {response} polite?", Unit()).judges("score")
    reward = Reward(FreeText(), (Dimension[Any, Any]("polite", polite, decisive=True),))
    judge = Judge()
    telemetry = Telemetry(pipeline.settings, reward, "judge")
    judged = replace(pipeline, reward=reward, telemetry=telemetry, judging=cast("Any", judge))

    reply: Any = judged([row("a", "Thanks."), row("b", "Go!")], {})

    assert [(each["id"], each["aggregate_reward_score"]) for each in reply] == [("a", 0.5), ("b", 0.5)]
    assert judge.asked == ["Thanks.", "Go!"]
    assert [type(counts) for counts in judge.counts] == [JudgeStats]


def test_a_bug_outside_all_parts_is_the_pipelines(
    pipeline: Pipeline, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(scores: object) -> object:
        raise KeyError("SECRET")

    monkeypatch.setattr("reward_runtime.pipeline.to_reply", broken)
    with pytest.raises(ScorerError, match=r"^the pipeline raised KeyError"):
        pipeline([row()], {})
    assert "SECRET" not in str(lines())


def test_a_judged_reward_is_read_with_its_judge_and_another_without(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, str]] = []

    def from_settings(reward: AnyReward, settings: Settings) -> object:
        read.append((reward.decisive, settings.reward))
        return SimpleNamespace(name="a-judge")

    monkeypatch.setattr("reward_runtime.judge.judging.Judging.from_settings", from_settings)
    judged = Pipeline.from_environment({names.ENV_REWARD: "similarity"})
    verified = Pipeline.from_environment({names.ENV_REWARD: "sentiment"})

    assert read == [(judged.reward.decisive, "similarity")]
    assert (getattr(judged.judging, "name", None), judged.telemetry.judge) == ("a-judge", "a-judge")
    assert (verified.judging, verified.telemetry.judge) == (None, "")


def test_an_invocation_without_an_id_is_logged_with_an_empty_one(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([row()], {})

    assert {line["request_id"] for line in lines() if "request_id" in line} == {""}
