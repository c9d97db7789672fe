"""Writes ``docs/experiment_fields.md`` from the model of an experiment: ``python -m compiler.experiment.fields``."""

import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

from compiler.experiment.described import DescribedField, described_fields, yaml_text
from compiler.experiment.field_groups import GROUPS, Group
from compiler.experiment.file import ROOT

__all__ = ["DOC_FILE", "fields_text", "write_fields"]

DOC_FILE = "docs/experiment_fields.md"

HEAD = """<!-- Written by `python -m compiler.experiment.fields`: change the models in compiler/, not this page. -->
# Fields of an experiment

An experiment is one file, `experiments/<name>.yaml`: one deployment of one reward. Only `reward` and `description` are
required. To try a variant, fork it with `rft new NAME --from EXPERIMENT`; the fork is deployed beside the first.

An unknown field and a value that does not fit are errors before anything is deployed. Editors with a YAML language
server check the file as you type, because its first line names the schema.

The last column of a table is an example, not the default.
"""
TABLE = "| field | meaning | values | default | example |\n| --- | --- | --- | --- | --- |\n"


def fields_text() -> str:
    """Return the page.

    Raises:
        ValueError: a field is in no group or in two, or has no example.
    """
    fields = described_fields()
    _check_complete(fields)
    contents = "".join(f"- [{group.title}](#{group.title.lower().replace(' ', '-')})\n" for group in GROUPS)
    return "\n".join([HEAD, contents, *(_section(group, fields) for group in GROUPS)])


def write_fields(root: Path = ROOT) -> Path:
    """Write the page and return its path."""
    path = root / DOC_FILE
    path.write_text(fields_text(), encoding="utf-8")
    return path


def _check_complete(fields: Mapping[str, DescribedField]) -> None:
    listed = sorted(name for group in GROUPS for name in group.fields)
    expected = sorted(name for name, field in fields.items() if len(field.path) == 1)
    if listed != expected:
        raise ValueError(f"GROUPS: got {listed}, expected each of {expected} once; correct field_groups.py")
    for field in fields.values():
        if field.example is None and not field.is_block:
            raise ValueError(f"{field.name}: got no example, expected one; write Field(..., examples=[...])")


def _section(group: Group, fields: Mapping[str, DescribedField]) -> str:
    first = fields[group.fields[0]]
    prefix = f"{first.name}." if first.is_block else ""
    inside = [name for name, field in fields.items() if name.startswith(prefix) and not field.is_block]
    names = inside if prefix else group.fields
    example = yaml_text({key: fields[prefix + key].example for key in group.example})
    if prefix:
        example = f"{first.name}:\n{indent(example, '  ')}"
    rows = "".join(_row(fields[name], name.removeprefix(prefix)) for name in names)
    return f"## {group.title}\n\n{group.intro or first.meaning}\n\n```yaml\n{example}\n```\n\n{TABLE}{rows}"


def _row(field: DescribedField, shown: str) -> str:
    key, *inner = shown.split(".")
    value = field.example
    for name in reversed(inner):
        value = {name: value}
    example = yaml_text({key: value})
    return f"| `{shown}` | {field.meaning} | {field.values} | {field.default} | `{example}` |\n"


if __name__ == "__main__":
    sys.stdout.write(f"wrote {write_fields().relative_to(ROOT)}\n")
