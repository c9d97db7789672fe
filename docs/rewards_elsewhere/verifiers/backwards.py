import json
import re

import verifiers.v1 as vf
from rapidfuzz import fuzz

__all__ = ["BackwardsTaskset"]


class BackwardsData(vf.TaskData):
    answer: str


class BackwardsTask(vf.Task[BackwardsData]):
    @vf.reward
    async def likeness(self, trace: vf.Trace) -> float:
        found = re.search(r"<reversed>(.*?)</reversed>", trace.last_reply, re.DOTALL)
        return fuzz.ratio(found[1].strip(), self.data.answer) / 100 if found else 0.0


class BackwardsTaskset(vf.Taskset[BackwardsTask]):
    def load(self) -> list[BackwardsTask]:
        return [BackwardsTask(BackwardsData(**json.loads(row))) for row in open("data/backwards.jsonl")]
