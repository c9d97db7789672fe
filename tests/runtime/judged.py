"""The judged reward as deployed, under AWS's runtime, and the traces of one invocation.

batch -> handler -> awslambdaric's Runtime API -> emulator, and handler -> botocore of the layer -> stand-in judge
"""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Final

from compiler.compiled import CompiledExperiment
from tests.runtime.emulator import Emulator, emulated
from tests.standin import StandIn

TIMEOUT: Final = 5
"""Seconds; less the 1.5 that the kit keeps back, a judge that never answers is waited for 3.5."""
MARKER: Final = "zQmarkerQz"
"""In every prompt, response and reference that is sent."""
MOST_STARTS: Final = 5
"""Of one environment on a machine that is busy, before it counts as broken."""
_SERIAL: Final = count()
FLAGS: Final = ("no_answer", "unscorable", "fallback")


@dataclass(frozen=True)
class Invocation:
    """The result of one event."""

    reply: Any
    log: str
    """Everything written meanwhile, by any process."""
    calls: Mapping[str, Any]
    """The stand-in's record."""

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The function's own log lines."""
        return [json.loads(line) for line in self.log.splitlines() if line.startswith(('{"level"', '{"_aws"'))]

    @property
    def rewards(self) -> list[float]:
        """Of each row, in order."""
        assert isinstance(self.reply, list), self.reply
        return [row["aggregate_reward_score"] for row in self.reply]

    @property
    def scored(self) -> int:
        """Rows of the reply that claim to be scored; none if the reply is an error."""
        rows = self.reply if isinstance(self.reply, list) else []
        return sum(not any(m["value"] for m in row["metrics_list"] if m["name"] in FLAGS) for row in rows)

    @property
    def prompts(self) -> dict[str, list[str]]:
        """Hash of a prompt -> outcomes of its calls, in order. The stand-in records hashes only."""
        prompts: dict[str, list[str]] = {}
        for call in self.calls["calls"]:
            prompts.setdefault(call["prompt"], []).append(call["outcome"])
        return prompts

    @property
    def judge(self) -> dict[str, Any]:
        """The one line on the judge."""
        (line,) = [line for line in self.lines if line.get("event") == "judge"]
        return line

    @property
    def samples(self) -> list[dict[str, Any]]:
        """The sample lines."""
        return [line for line in self.lines if line.get("event") == "sample"]

    def metric(self, name: str) -> list[float]:
        """The values of an EMF metric; empty if it was not written."""
        return [value for line in self.lines if "_aws" in line for value in line.get(name, [])]


@dataclass(frozen=True)
class JudgedFunction:
    """One running environment and its judge."""

    emulator: Emulator
    judge: StandIn

    def warm(self) -> None:
        """Have the environment started: the emulator counts that into the first invocation's time; Lambda does not."""
        for _ in range(MOST_STARTS):
            if self.emulator.invoke([]) == []:
                return
        raise AssertionError(f"no environment started:\n{self.emulator.text}")

    def invoke(self, event: object, **configuration: Any) -> Invocation:
        """Send an event to a judge of this configuration; no text of it may be told."""
        self.judge.configure(**configuration)
        before = len(self.emulator.text)
        reply = self.emulator.invoke(event)
        invocation = Invocation(reply, self.emulator.text[before:], self.judge.calls())
        assert MARKER not in json.dumps(reply) + invocation.log
        return invocation


@contextmanager
def judged(
    task: Path,
    compiled: CompiledExperiment,
    judge: StandIn,
    log: Path,
    *,
    layers: tuple[Path, ...] = (),
    environment: Mapping[str, str] | None = None,
    **settings: object,
) -> Generator[JudgedFunction]:
    """Run the packaged judged reward with no quota to speak of, so that a case takes no longer than its faults.

    Args:
        task: the packaged function.
        compiled: its experiment.
        judge: whom it asks.
        log: file for all that is written.
        layers: folders on the path before the experiment's own layers.
        environment: further variables.
        settings: of the judge, other than the experiment's.
    """
    told = json.loads(compiled.environment["REWARD_JUDGE"])
    told |= {"requests_per_minute": 600_000.0, "concurrency": 8, "hedge": False, "canary_share": 0.0, **settings}
    variables = {
        **compiled.environment,
        "REWARD_JUDGE": json.dumps(told),
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": judge.endpoint,
        "PYTHONPYCACHEPREFIX": str(compiled.host_bytecode),
        **(environment or {}),
    }
    found = [*layers, *(layer.python for layer in compiled.layers)]
    with emulated(task, log, variables, timeout=TIMEOUT, layers=found) as running:
        function = JudgedFunction(running, judge)
        function.warm()
        yield function


def unreasoned(task: Path) -> Path:
    """Have the packaged reward's judge give scores alone, so that a bad value in a verdict is a score's."""
    reward = task / "rewards" / "similarity.py"
    text = reward.read_text()
    changed = text.replace('shows="answer"', 'shows="answer", reasons=False')
    assert changed != text
    reward.write_text(changed)
    return task


def row(id: object, response: str, reference: str) -> dict[str, Any]:
    """One training row; question and response hold the marker."""
    turns = [{"role": "user", "content": MARKER}, {"role": "assistant", "content": f"{MARKER} {response}"}]
    return {"id": id, "messages": turns, "reference_answer": reference}


def right(id: object = "right") -> dict[str, Any]:
    """A new row whose response is its reference: 1.0 by the judge, 0.9 in all."""
    text = f"answer {next(_SERIAL)}"
    return row(id, text, f"{MARKER} {text}")


def wrong(id: object = "wrong", word: str = "other") -> dict[str, Any]:
    """A new row whose response shares no word with its reference: 0.0."""
    return row(id, f"{word} {next(_SERIAL)}", "something else")
