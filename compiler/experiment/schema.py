"""Writes the JSON Schema of an experiment's file, for editors: ``python -m compiler.experiment.schema``."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from compiler.experiment.block import Block
from compiler.experiment.expectation import in_words
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import ROOT

SCHEMA_FILE = "experiments/experiment.schema.json"


class _Untitled(GenerateJsonSchema):
    """Leaves out titles, because they only repeat the fields' names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False for every title."""
        return False


def schema_text(model: type[Block] = Experiment) -> str:
    """Return the schema of a file's model as text. It has no ``name``, because the YAML has none."""
    schema = model.model_json_schema(schema_generator=_Untitled)
    del schema["properties"]["name"]
    schema["required"].remove("name")
    for block in (schema, *schema.get("$defs", {}).values()):
        for field in block["properties"].values():
            field["description"] += f" Values: {in_words(schema, field)}."
    return json.dumps({"$schema": GenerateJsonSchema.schema_dialect, **schema}, indent=2) + "\n"


def write_schema(root: Path = ROOT) -> Path:
    """Write the schema's file and return its path."""
    path = root / SCHEMA_FILE
    path.write_text(schema_text(), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"wrote {write_schema().relative_to(ROOT)}\n")
