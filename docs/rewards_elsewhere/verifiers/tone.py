import json

import verifiers.v1 as vf

__all__ = ["ToneTaskset"]


class ToneData(vf.TaskData):
    answer: str


class ToneTask(vf.Task[ToneData]):
    @vf.reward
    async def correct(self, trace: vf.Trace) -> float:
        label = vf.extract_boxed_answer(trace.last_reply, strict=True)
        return float(label.strip(" .!*'\"()[]").casefold() == self.data.answer)


class ToneTaskset(vf.Taskset[ToneTask]):
    def load(self) -> list[ToneTask]:
        return [ToneTask(ToneData(**json.loads(row))) for row in open("data/tone.jsonl")]
