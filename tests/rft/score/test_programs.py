"""Programs: the time and the memory of each case stand in every form of the report, and nothing is run twice."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from reward_runtime.answers.code.runs import RUNS
from reward_runtime.reward import load_reward
from reward_runtime.samples import parse_samples

from rft.score.html.row import texts_of
from rft.score.result import _sample  # pyright: ignore[reportPrivateUsage]
from rft.score.samples_list import samples_list
from rft.score.scoring import Scored, Scoring
from rft.score.source.samples import Found

SAYS = "ran 70 ms in 3 cases, the slowest is case 2 (40 ms), most memory 30 MB"


class Runner:
    """A sandbox in which every program returns 1, and the second case is the costliest."""

    runs = 0

    def run(self, jobs: Sequence[Mapping[str, Any]]) -> list[list[dict[str, object]]]:
        self.runs += 1
        done: dict[str, object] = {"outcome": "done", "value": "1"}
        costs = [(10.0, 20), (40.0, 30), (20.0, 20)]
        return [[done | {"milliseconds": took, "memory_bytes": size * 2**20} for took, size in costs] for _ in jobs]


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> Scored:
    runner, case = Runner(), {"call": "f", "args": [1], "returns": 1}
    monkeypatch.setattr(RUNS, "_runner", runner)
    monkeypatch.setattr(RUNS, "_kept", OrderedDict())
    row = {
        "id": "r",
        "prompt": "Write f.",
        "reference_answer": {"hidden": [case, case | {"args": [2]}], "visible": [case]},
    }
    said = "Here it is.\n```python\ndef f(x):\n    return 1\n```\nDone."
    (sample,) = parse_samples({**row, "completion": said})
    (result,) = Scoring(load_reward("code")).results([Found(sample, "f:1", "f:1")])
    assert isinstance(result, Scored)
    assert runner.runs == 1
    return result


def test_each_case_has_its_time_and_memory_in_json(scored: Scored) -> None:
    cases = _sample(scored)["cases"]
    assert [each["milliseconds"] for each in cases] == [10.0, 40.0, 20.0]
    assert [each["memory_bytes"] >> 20 for each in cases] == [20, 30, 20]
    assert [each["hidden"] for each in cases] == [True, True, False]


def test_the_slowest_case_and_the_most_memory_stand_on_the_terminal_and_on_the_page(scored: Scored) -> None:
    assert SAYS in " ".join(str(line).strip() for line in samples_list([[scored]], list(scored.score.dimensions), 100))
    assert f'"ran":"{SAYS}"' in texts_of(scored, None)


def test_another_answer_has_no_cases() -> None:
    (sample,) = parse_samples({"prompt": "?", "completion": "\\boxed{positive}", "reference_answer": "positive"})
    (result,) = Scoring(load_reward("sentiment")).results([Found(sample, "f:1", "f:1")])
    assert "cases" not in _sample(result)  # type: ignore[arg-type] - no line is bad
