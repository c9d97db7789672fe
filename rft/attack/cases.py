"""The rows of an experiment's data as attacks see them, each with a right answer if one is known."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from compiler.attack.case import case_of
from compiler.attack.subject import Case
from compiler.experiment.file import ROOT
from reward_runtime.answer import ANSWER
from reward_runtime.errors import RowFault
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample, parse_samples

from rft.failures import CallError

__all__ = ["cases_of"]


def cases_of(reward: AnyReward, name: str, root: Path = ROOT) -> list[Case]:
    """Return a case for each row of ``data/<name>.jsonl``.

    A right answer is the one that the kind writes out for the reference; else a recorded response that a person gave
    full worth.

    Raises:
        CallError: there is no such file.
    """
    file = root / "data" / f"{name}.jsonl"
    if not file.is_file():
        raise CallError(f"attack: there is no file data/{name}.jsonl, expected the reward's own rows; add it")
    recorded = _recorded(root / "data" / f"{name}.responses.jsonl")
    return [_case(reward, row, recorded.get(json.dumps(row.get("id")), [])) for row in _lines(file)]


def _case(reward: AnyReward, row: dict[str, Any], recorded: list[Mapping[str, Any]]) -> Case:
    (sample,) = parse_samples([row])
    texts = tuple(str(each.get("response")) for each in recorded)
    right = _right(reward, reward.as_read(sample))
    best = next((str(each["response"]) for each in recorded if _is_best(each)), "")
    if right is None and best:
        return Case(row, sample.prompt, (best,), texts, form=ANSWER)
    return case_of(row, sample.prompt, right, sample.reference, texts, reward.template)


def _right(reward: AnyReward, sample: Sample[object]) -> str | None:
    try:
        return reward.answers.render(sample.reference)
    except RowFault:
        return None


def _is_best(recorded: Mapping[str, Any]) -> bool:
    worth = recorded.get("worth")
    if not isinstance(worth, dict):
        return False
    values = list(cast("dict[str, object]", worth).values())
    return bool(values) and all(value == 1 for value in values)


def _recorded(file: Path) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for line in _lines(file) if file.is_file() else ():
        found.setdefault(json.dumps(line.get("id")), []).append(line)
    return found


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip())
