"""The question to the judge and how its verdict is read: rubric, scale, prompt, verdict, and guards against tricks."""

from reward_runtime.judge.rubric.rubric import judged, rubric
from reward_runtime.judge.rubric.scale import Levels, Points, Unit

__all__ = ["Levels", "Points", "Unit", "judged", "rubric"]
