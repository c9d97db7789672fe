"""The usage example at the top of ``judge.py`` runs unchanged."""

import textwrap
import time

from reward_runtime.judge import judge as module
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.rubric.prompt import JudgeItem
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points
from reward_runtime.judge.settings import JudgeSettings

from tests.standin import StandIn


def test_the_example_of_the_module_gives_a_verdict(judge: StandIn) -> None:
    lines = (module.__doc__ or "").splitlines()
    example = textwrap.dedent("\n".join(line for line in lines if line.startswith("    ")))
    known = (Judge, JudgeItem, JudgeSettings, JudgeStats, Points, Rubric)
    names: dict[str, object] = {"time": time, **{each.__name__: each for each in known}}

    exec(example, names)

    assert names["result"] == {"score": 1.0}
    assert judge.calls()["count"] == 1
