"""The experiments of this repository, compiled once a process."""

from functools import cache

from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment


@cache
def shipped(name: str) -> CompiledExperiment:
    """Return the compiled ``experiments/<name>.yaml``."""
    return compile_experiment(name)
