"""docs/experiment_fields.md: it agrees with the model, and the model accepts each example on it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from compiler.experiment import fields
from compiler.experiment.described import described_fields
from compiler.experiment.experiment import Experiment
from compiler.experiment.field_groups import GROUPS, Group
from compiler.experiment.file import ROOT
from tests.compiler.made_kit import Kit

PAGE = (ROOT / fields.DOC_FILE).read_text(encoding="utf-8")
REQUIRED: dict[str, Any] = {"name": "x", "reward": "first", "description": "d"}


def sections() -> Iterator[tuple[str, str]]:
    """Yield title and text of each section of the page."""
    for section in PAGE.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        yield title, text


def rows(text: str) -> list[list[str]]:
    """Return the cells of a section's table, without its head."""
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]


def in_block(title: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return fields as they stand in the file: those of a block beneath its name."""
    return {title: given} if title in Experiment.model_fields else given


def test_the_committed_page_is_current() -> None:
    assert fields.fields_text() == PAGE


def test_the_page_is_written_where_readers_look(kit: Kit) -> None:
    (kit.root / "docs").mkdir()
    assert fields.write_fields(kit.root).read_text(encoding="utf-8") == PAGE


def test_every_field_of_the_model_has_one_row_with_every_cell() -> None:
    every = [(title, row) for title, text in sections() for row in rows(text)]
    prefixes = {title: f"{title}." for title in Experiment.model_fields}
    names = [prefixes.get(title, "") + row[0].strip("`") for title, row in every]
    assert sorted(names) == sorted(field.name for field in described_fields().values() if not field.is_block)
    assert all(len(row) == 5 and all(row) for _, row in every)


@pytest.mark.parametrize(("title", "text"), list(sections()))
def test_the_model_accepts_the_yaml_of_a_section(title: str, text: str) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    Experiment.model_validate({**REQUIRED, **yaml.safe_load(block)})


@pytest.mark.parametrize(
    ("title", "name", "example"),
    [(title, row[0].strip("`"), row[4].strip("`")) for title, text in sections() for row in rows(text)],
)
def test_the_model_accepts_the_example_of_a_field(title: str, name: str, example: str) -> None:
    given = in_block(title, yaml.safe_load(example))
    place = (*([title] if title in given else []), *name.split("."))
    assert [error for error in errors({**REQUIRED, **given}) if error[: len(place)] == place] == []


def test_an_example_that_the_model_refuses_is_noticed() -> None:
    assert ("judge", "max_tokens") in errors({**REQUIRED, "judge": {"max_tokens": 1}})


def errors(given: dict[str, Any]) -> list[tuple[int | str, ...]]:
    """Return the places of the fields that the model refuses."""
    try:
        Experiment.model_validate(given)
    except ValidationError as error:
        return [found["loc"] for found in error.errors()]
    return []


def test_a_field_in_no_group_stops_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "GROUPS", GROUPS[1:])
    with pytest.raises(ValueError, match=r"expected each of .* once"):
        fields.fields_text()
    monkeypatch.setattr(fields, "GROUPS", (*GROUPS, Group("again", "", ("vpc",), ("subnet_ids",))))
    with pytest.raises(ValueError, match=r"expected each of .* once"):
        fields.fields_text()
