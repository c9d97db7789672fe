"""Writes the JSON Schema of an experiment file, for editors: ``python -m compiler.experiment.schema``."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from compiler.experiment.experiment import Experiment
from compiler.experiment.file import ROOT

SCHEMA_FILE = "experiments/experiment.schema.json"


class _Untitled(GenerateJsonSchema):
    """Leaves out titles, which would only repeat the fields' names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Say no to every title."""
        return False


def schema_text() -> str:
    """Return the schema as the text of its file: ``name`` is not in it, as it is not in the YAML."""
    schema = Experiment.model_json_schema(schema_generator=_Untitled)
    del schema["properties"]["name"]
    schema["required"].remove("name")
    return json.dumps({"$schema": GenerateJsonSchema.schema_dialect, **schema}, indent=2) + "\n"


def write_schema(root: Path = ROOT) -> Path:
    """Write the schema's file and return its path."""
    path = root / SCHEMA_FILE
    path.write_text(schema_text(), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"wrote {write_schema().relative_to(ROOT)}\n")
