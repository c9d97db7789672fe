import json

import verifiers.v1 as vf

__all__ = ["AccuracyTaskset"]


class AccuracyData(vf.TaskData):
    answer: str


class AccuracyTask(vf.Task[AccuracyData]):
    @vf.reward
    async def correct(self, trace: vf.Trace) -> float:
        return float(self.data.answer in trace.last_reply)


class AccuracyTaskset(vf.Taskset[AccuracyTask]):
    def load(self) -> list[AccuracyTask]:
        return [AccuracyTask(AccuracyData(**json.loads(row))) for row in open("data/accuracy.jsonl")]
