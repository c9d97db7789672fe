"""Turns pydantic's findings into lines a person can act on, all of them at once."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from compiler.errors import alternatives, quoted
from compiler.experiment.block import Block
from compiler.experiment.expectation import expectation, fields_of
from compiler.experiment.experiment import Experiment


def explain(error: ValidationError, shown_as: str, model: type[Block] = Experiment) -> str:
    """Return one line for each thing that is wrong.

    Args:
        error: pydantic's findings in one file.
        shown_as: the file's name, the start of every line.
        model: the model of such files.
    """
    schema = model.model_json_schema()
    return "\n".join(f"{shown_as}: {_line(finding, schema)}" for finding in error.errors(include_url=False))


def _line(finding: ErrorDetails, schema: dict[str, Any]) -> str:
    location = finding["loc"]
    where = ".".join(str(step) for step in location)
    if where == "name":
        expected = expectation(schema, location)
        return f"the file's name: got {quoted(finding['input'])}, expected {expected}; rename the file"
    match finding["type"]:
        case "extra_forbidden":
            known = fields_of(schema, location[:-1])
            return f"{where}: unknown field; {alternatives(str(location[-1]), known)}"
        case "missing":
            return f"{where}: missing, expected {expectation(schema, location)}; add the field"
        case "value_error":
            return f"{where}: got {quoted(finding['input'])}, expected {finding.get('ctx', {}).get('error')}"
        case _:
            return f"{where}: got {quoted(finding['input'])}, expected {expectation(schema, location)}"
