"""Where the kit lives, and the experiment a command means when it names none."""

from pathlib import Path
from typing import Final

from compiler.compile import compile_experiment, experiment_names
from compiler.compiled import CompiledExperiment
from compiler.experiment.file import read_experiment

from rft.failures import CallError

ROOT: Final = Path(__file__).resolve().parents[1]
"""The repository's folder."""


def chosen(name: str | None) -> CompiledExperiment:
    """The named experiment, compiled; the only one there is when ``name`` is None.

    Raises:
        CallError: no name where there are several experiments, or none.
        compiler.errors.CompileError: there is no such experiment, or it does not compile.
    """
    if name is not None:
        return compile_experiment(name)
    names = experiment_names()
    if len(names) != 1:
        listed = ", ".join(names) or "none, add a file to experiments/"
        raise CallError(f"experiment: got no name, expected one of: {listed}")
    return compile_experiment(names[0])


def regions() -> list[str]:
    """Every region that an experiment is deployed to, sorted."""
    return sorted({read_experiment(name).region for name in experiment_names()})
