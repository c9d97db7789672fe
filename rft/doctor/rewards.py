"""Checks the reward of each experiment as a synthesis does: rehearsed on its own data, proved, started once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from compiler.compile import compile_experiment
from compiler.errors import CompileError

from rft.doctor.finding import Finding
from rft.repository import ROOT


def reward_findings(names: Sequence[str], root: Path = ROOT) -> Iterator[Finding]:
    """Yield a finding for each experiment; the faults of a bad one are those at which a synthesis would end."""
    for name in names:
        what = f"reward of {name}"
        try:
            compiled = compile_experiment(name, root=root)
        except CompileError as error:
            yield Finding(what, "bad", str(error))
            continue
        done, reward = compiled.rehearsal, compiled.experiment.reward
        if done is None or not done.rows:
            yield Finding(
                what, "warning", f"data/{reward}.jsonl: no rows, so nothing was tried; add rows and responses"
            )
        else:
            scored = f"{done.rows} rows, {done.responses} responses scored"
            yield Finding(
                what, "good", f"{reward}: rehearsed ({scored}), proved, starts; `rft score {name}` shows scores"
            )
