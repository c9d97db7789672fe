"""Writes the JSON Schema of a file of roles, for editors: ``python -m compiler.roles.schema``."""

import sys
from pathlib import Path
from typing import Final

from compiler.experiment.file import ROOT
from compiler.experiment.schema import schema_text
from compiler.roles.job_roles import JobRoles

__all__ = ["SCHEMA_FILE", "write_schema"]

SCHEMA_FILE: Final = "roles/roles.schema.json"


def write_schema(root: Path = ROOT) -> Path:
    """Write the schema's file and return its path."""
    path = root / SCHEMA_FILE
    path.write_text(schema_text(JobRoles), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"wrote {write_schema().relative_to(ROOT)}\n")
