"""The rehearsal's own process: a task as JSON on standard input -> a result as JSON in a file."""

import faulthandler
import json
import os
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import Any, Final, cast

from reward_runtime.errors import RewardDefinitionError
from reward_runtime.reward import AnyReward, Reward

from compiler.rehearsal.inside.attacked import attacked
from compiler.rehearsal.inside.author import Author
from compiler.rehearsal.inside.checks import rehearse_rows
from compiler.rehearsal.inside.finding import Finding
from compiler.rehearsal.inside.guards import (
    Exited,
    NeverEnds,
    forbid_connections,
    forbid_exits,
    forbid_strangers,
    within,
)
from compiler.rehearsal.inside.rows import read_rows
from compiler.rehearsal.inside.trials import Stopped, Trials

__all__ = ["main"]

_SANDBOX: Final = "sandbox"
"""The package that runs programs; it is on the path if the experiment has a sandbox."""
_INIT_SECONDS: Final = 10.0
"""Longest init phase (AWS Lambda: execution environment lifecycle), here of processor time."""
_WAIT_SECONDS: Final = 30.0
"""Longest import of any kind. It is longer, because a busy machine is slow and Lambda is not."""


def main() -> None:
    """Rehearse one reward and end the process, even if its code left threads behind."""
    end, task = os._exit, json.load(sys.stdin)
    faulthandler.enable()
    forbid_exits()
    author = Author(Path(task["lambda_src"]), task["reward"])
    _forget_bytecode(author)
    forbid_strangers(author.lambda_src, frozenset(task["files"]))
    result = _rehearsed(author, Path(task["data"]), task["weights"], task["attack"])
    _forget_bytecode(author)
    with os.fdopen(task["result"], "w", encoding="utf-8") as file:
        json.dump(result, file)
    end(0)


def _forget_bytecode(author: Author) -> None:
    """Remove the bytecode of ``rewards/``: after an edit of equal length within a second Python takes it still."""
    for file in (author.lambda_src / "rewards").glob("*.py"):
        Path(cache_from_source(str(file))).unlink(missing_ok=True)


def _rehearsed(author: Author, data: Path, weights: Mapping[str, float], attack: Mapping[str, Any]) -> dict[str, Any]:
    opened: list[Finding] = []
    forbid_connections(author, opened)
    started = time.perf_counter()
    try:
        reward = _imported(author)
    except Exception as error:  # noqa: BLE001 - the same import fails again where its message is made
        place = author.raised(error.__traceback__) or author.file
        return _result(opened, started=started, import_fault=f"{place}: raised {type(error).__name__} at import")
    started = time.perf_counter()
    if isinstance(reward, Finding):
        return _result([*opened, reward], started=started)
    if reward is None or not reward.decisive:
        # Loading the reward, or its proof, reports the fault.
        return _result(opened, started=started)
    if reward.runs_programs and find_spec(_SANDBOX) is None:
        says = "its kind of answer runs programs, expected the block `sandbox:` in the experiment; add `sandbox: {}`"
        return _result([*opened, Finding(author.file, says)], started=started)
    rows, faults = read_rows(data, author.name)
    trials = Trials(_weighted(reward, weights), author, opened, [*opened, *faults])
    opened.clear()
    found: dict[str, Any] = {}
    with suppress(Stopped):
        rehearse_rows(trials, rows)
        # A reward that is refused is not attacked at synth.
        if attack["always"] or not trials.findings:
            found = attacked(trials, rows, attack["depth"], attack["seed"])
    return _result(trials.findings, rows=len(rows), responses=trials.count, started=started) | {"attack": found}


def _result(findings: list[Finding], *, started: float, **more: int | str) -> dict[str, Any]:
    return {"findings": [each.text for each in findings], "seconds": round(time.perf_counter() - started, 3), **more}


def _imported(author: Author) -> AnyReward | Finding | None:
    """The reward; a finding if the import does not end; ``None`` if the module defines no reward."""
    try:
        with within(_INIT_SECONDS, _WAIT_SECONDS):
            module = import_module(f"rewards.{author.name}")
    except (Exited, SystemExit) as error:
        says = "ended the process at import, expected REWARD = Reward(...); remove that line"
        return Finding(author.raised(error.__traceback__) or author.file, says)
    except NeverEnds as error:
        limits = f"{_INIT_SECONDS:g} s of processor time (Lambda's init phase) or {_WAIT_SECONDS:g} s of waiting"
        says = f"its import did not end within {limits}; correct that line"
        return Finding(author.raised(error.__traceback__) or author.file, says)
    left = [each.name for each in threading.enumerate() if each is not threading.main_thread() and not each.daemon]
    if left:
        says = f"its import left a thread running ({left[0]}), expected none, because Lambda stops it between batches"
        return Finding(author.file, f"{says}; do that work in the import itself, or in the scorer")
    reward: object = getattr(module, "REWARD", None)
    return cast("AnyReward", reward) if isinstance(reward, Reward) else None


def _weighted(reward: AnyReward, weights: Mapping[str, float]) -> AnyReward:
    try:
        return reward.weighted(weights)
    except RewardDefinitionError:
        # The proof refuses these weights.
        return reward
