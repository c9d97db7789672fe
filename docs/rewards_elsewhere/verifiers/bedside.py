import json

import verifiers.v1 as vf

__all__ = ["BedsideTaskset"]


class BedsideConfig(vf.TasksetConfig):
    task: vf.TaskConfig = vf.TaskConfig(judges=[vf.RubricJudgeConfig(path="bedside.toml", view="last_reply")])


class BedsideTaskset(vf.Taskset[vf.Task, BedsideConfig]):
    def load(self) -> list[vf.Task]:
        return [vf.Task(vf.TaskData(**json.loads(row)), self.config.task) for row in open("data/bedside.jsonl")]
