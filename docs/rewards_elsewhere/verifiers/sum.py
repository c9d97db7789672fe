import json

import verifiers.v1 as vf

__all__ = ["SumTaskset"]


class SumData(vf.TaskData):
    answer: str


class SumTask(vf.Task[SumData]):
    @vf.reward
    async def correct(self, trace: vf.Trace) -> float:
        return vf.verify_boxed_math_answer(trace.last_reply, self.data.answer.split("####")[-1])


class SumTaskset(vf.Taskset[SumTask]):
    def load(self) -> list[SumTask]:
        return [SumTask(SumData(**json.loads(row))) for row in open("data/sum.jsonl")]
