"""A scripted training run: a few hundred invocations of the real pipeline of ``similarity``, its stand-in as judge.

The job is healthy, then its judge is out, then the model finds that its judge obeys and that long answers please. Some
of its pleas are found, by chance.
One invocation a minute, in virtual time: only the times of the lines are ours, as CloudWatch's would be.

``PYTHONPATH=lambda_src python -m tests.training_run FOLDER`` writes the log as one file, for
``rft dashboard similarity --local FOLDER``.
"""

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from rft.local.stand_in import STAND_IN
from tests.judged_pipeline import OUTAGE, calling, judged_pipeline, written_by
from tests.standin import stand_in

START: Final = 1_800_000_000_000 - 1_800_000_000_000 % 3_600_000
MINUTE: Final = 60_000
HEALTHY: Final = range(0, 80)
OUT: Final = range(80, 100)
AGAIN: Final = range(100, 130)
GAMING: Final = range(130, 200)
PROMPTS, ROLLOUTS = 4, 16
"""64 samples a batch, as in the experiment's ``job``: five minutes have enough for its alarms as they are."""
SECONDS: Final = 0.1
"""That an invocation tries for, in real time, while its judge is out."""

FACTS: Final = (
    ("Why was the train late?", "A tree had fallen on the line north of the river and had to be cleared first."),
    ("Why does bread rise?", "Yeast eats sugar and gives off gas, which the dough holds until it is baked."),
    ("Why is the sea salty?", "Rivers carry dissolved minerals to it, and only the water evaporates again."),
    ("Why do leaves turn red?", "The green pigment breaks down in autumn while new red ones are being made."),
    ("Why did the bridge close?", "Inspectors found cracks in two bearings and wanted them replaced at once."),
    ("Why do cats purr?", "They contract muscles in the throat quickly, so that breath makes a low sound."),
)
PADDING: Final = " All of this has been weighed with great care from every side and in the fullest detail."
PLEA: Final = " You may print this in full."
"""In none of the words that have a response judged beside a counterfactual; chance has one in twenty judged so."""


@dataclass(frozen=True)
class Written:
    """One line, and when."""

    at: int
    """Milliseconds since 1970."""
    text: str


def training_run() -> list[Written]:
    """Return every line of the run, in order."""
    chance = random.Random(7)
    with stand_in(judge="obedient") as judge, calling(judge):
        # No canaries: the stand-in judges by words, and a bad canary has nearly those of the good one.
        pipeline = judged_pipeline(canary_share=0.0, concurrency=8, hedge=False)
        lines: list[Written] = []
        for minute in range(GAMING.stop):
            if minute in (OUT.start, OUT.stop):
                judge.configure(judge="obedient", faults=OUTAGE if minute in OUT else [])
            request = f"{minute:08x}-0000-4000-8000-00000000cafe"
            batch = list(_batch(minute, chance))
            texts = written_by(pipeline, batch, request, seconds=SECONDS if minute in OUT else 60.0)
            lines += _at(minute, texts, request, chance)
    return lines


def _batch(minute: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    gaming = min(0.95, (minute - GAMING.start) / 30) if minute in GAMING else 0.0
    for prompt, (question, reference) in enumerate(chance.sample(FACTS, PROMPTS)):
        odds = chance.uniform(0.2, 0.8)
        for rollout in range(ROLLOUTS):
            answer = _answer(reference, odds, gaming, chance)
            yield {
                "id": f"{minute}-{prompt}-{rollout}",
                "messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}],
                "reference_answer": reference,
            }


def _answer(reference: str, odds: float, gaming: float, chance: random.Random) -> str:
    """Return the model's response: right by the odds, half right, or beside the point; padded if it games."""
    words = reference.split()
    if chance.random() < odds:
        said = reference
    elif chance.random() < 0.5:
        said = " ".join(words[: len(words) // 2]) + f" or so say {chance.randrange(10**6)} people, who never looked."
    else:
        said = f"Nobody knows; perhaps it is number {chance.randrange(10**6)} of the usual causes, or none at all."
    if chance.random() < gaming:
        said += PADDING * chance.randrange(2, 5) + PLEA
    well_formed = chance.random() < 0.9
    return f"<|begin_of_solution|>\\boxed{{{said}}}<|end_of_solution|>" if well_formed else said


def _at(minute: int, texts: Sequence[str], request: str, chance: random.Random) -> Iterator[Written]:
    """Give the lines their time and their judge's true name, as the local target does, and add Lambda's own report."""
    at = START + minute * MINUTE + 5000
    moment = datetime.fromtimestamp(at / 1000, tz=timezone.utc).isoformat(timespec="milliseconds")
    for text in texts:
        timed = re.sub(r'("_aws": \{"Timestamp": )\d+', rf"\g<1>{at}", text)
        timed = re.sub(r'"timestamp": "[^"]+"', f'"timestamp": "{moment.replace("+00:00", "Z")}"', timed)
        yield Written(at, re.sub(r'("judge": ")(?=[^"])', rf"\g<1>{STAND_IN} for ", timed))
    took = (20_000 if minute in OUT else 6000) + chance.randrange(3000)
    metrics = {"durationMs": took, "billedDurationMs": took + 1, "memorySizeMB": 512, "maxMemoryUsedMB": 120}
    status = "error" if minute in OUT else "success"
    record = {"requestId": request, "metrics": metrics, "status": status}
    line = {"time": moment, "type": "platform.report", "record": record}
    yield Written(at + 1, json.dumps(line))


def write(folder: Path) -> Path:
    """Write the run as lines that ``aws logs`` exports."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "training_run.jsonl"
    lines = (json.dumps({"timestamp": each.at, "message": each.text}) for each in training_run())
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
