"""Finds and reads ``experiments/<name>.yaml``."""

from pathlib import Path

from pydantic import ValidationError

from compiler.errors import CompileError, alternatives
from compiler.experiment.experiment import Experiment
from compiler.experiment.validation import explain
from compiler.experiment.yaml_file import read_mapping

ROOT = Path(__file__).resolve().parents[2]
"""The kit's own folder."""


def experiment_names(root: Path = ROOT) -> list[str]:
    """Return the names of the experiments in ``root/experiments``, sorted."""
    return sorted(path.stem for path in (root / "experiments").glob("*.yaml"))


def read_experiment(name: str, root: Path = ROOT) -> Experiment:
    """Return the experiment ``name``.

    Raises:
        CompileError: no such file, or one line for each thing that is wrong in it.
    """
    shown_as = f"experiments/{name}.yaml"
    known = experiment_names(root)
    if name not in known:
        raise CompileError(
            f"experiment: got {name!r}, expected the name of a file experiments/<name>.yaml; "
            f"{alternatives(name, known)}"
        )
    fields = read_mapping(root / "experiments" / f"{name}.yaml", shown_as)
    if "name" in fields:
        raise CompileError(f"{shown_as}: name: the file's name is the experiment's name; remove the field")
    try:
        return Experiment.model_validate({"name": name, **fields})
    except ValidationError as error:
        raise CompileError(explain(error, shown_as)) from error
