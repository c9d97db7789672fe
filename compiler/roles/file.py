"""Finds and reads ``roles/*.yaml``."""

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from compiler.compile import experiment_names
from compiler.errors import CompileError, alternatives
from compiler.experiment.file import ROOT
from compiler.experiment.validation import explain
from compiler.experiment.yaml_file import read_mapping
from compiler.roles.images import IMAGE_ACCOUNTS
from compiler.roles.job_roles import JobRoles

__all__ = ["FOLDER", "check_region", "read_roles"]

FOLDER: Final = "roles"


def read_roles(root: Path = ROOT) -> list[JobRoles]:
    """Return the files of ``root/roles`` by name; empty if there is no such folder.

    Raises:
        CompileError: one line for each thing that is wrong in a file, or a file of no experiment.
    """
    names = experiment_names(root)
    found: list[JobRoles] = []
    for file in sorted((root / FOLDER).glob("*.yaml")):
        if file.stem not in names:
            raise CompileError(
                f"{FOLDER}/{file.name}: got no experiment of this name; {alternatives(file.stem, names)}"
            )
        found.append(_read(file))
    return found


def check_region(roles: JobRoles, region: str) -> None:
    """Raise ``CompileError`` if a kind of job cannot run in the experiment's region."""
    if "training" in roles.kinds and region not in IMAGE_ACCOUNTS:
        raise CompileError(
            f"{FOLDER}/{roles.name}.yaml: kinds: got training and an experiment in {region}, expected one of "
            f"{', '.join(IMAGE_ACCOUNTS)}, where Nova's images are; leave training out"
        )


def _read(file: Path) -> JobRoles:
    shown_as = f"{FOLDER}/{file.name}"
    fields = read_mapping(file, shown_as)
    if "name" in fields:
        raise CompileError(f"{shown_as}: name: the file's name is the experiment's name; remove the field")
    try:
        return JobRoles.model_validate({"name": file.stem, **fields})
    except ValidationError as error:
        raise CompileError(explain(error, shown_as, JobRoles)) from error
