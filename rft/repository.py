"""The kit's folder, and the experiment that a command means."""

from pathlib import Path
from typing import Final

from compiler.compile import compile_experiment, experiment_names
from compiler.compiled import CompiledExperiment
from compiler.experiment.file import read_experiment

from rft.failures import CallError

ROOT: Final = Path(__file__).resolve().parents[1]
"""The repository's folder."""


def chosen(name: str | None) -> CompiledExperiment:
    """Compile the named experiment, or the only one if ``name`` is None.

    Raises:
        CallError: ``name`` is None and there is not exactly one experiment.
        compiler.errors.CompileError: the experiment does not exist or does not compile.
    """
    if name is not None:
        return compile_experiment(name)
    names = experiment_names()
    if len(names) != 1:
        listed = ", ".join(names) or "none, add a file to experiments/"
        raise CallError(f"experiment: got no name, expected one of: {listed}")
    return compile_experiment(names[0])


def regions() -> list[str]:
    """Return the regions of all experiments, sorted."""
    return sorted({read_experiment(name).region for name in experiment_names()})
