"""The saved queries as the console shows them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from compiler.telemetry.saved_queries import OF_EXPERIMENT, saved_queries
from tests.stacks.synthesis import Synthesised, read_assembly

QUOTA = 1000
"""Saved queries of a region (CloudWatch Logs User Guide, Quotas)."""
KIND = "AWS::Logs::QueryDefinition"


Definitions = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def overview(assembly: Path) -> Definitions:
    return definitions(read_assembly(assembly, "NovaRewards-overview-us-east-1"))


def definitions(stack: Synthesised) -> Definitions:
    return {resource["Properties"]["Name"]: resource["Properties"] for resource in stack.resources(KIND)}


def test_the_region_has_every_query_once_and_the_reader_chooses_the_log_group(overview: Definitions) -> None:
    assert set(overview) == {f"nova-reward/all_queries/{name}" for name in saved_queries()}
    assert not any("LogGroupNames" in each for each in overview.values())


def test_an_experiments_queries_stand_in_its_folder_and_ask_its_log_group(stack: Synthesised) -> None:
    found = definitions(stack)
    assert set(found) == {f"nova-reward/sentiment/{name}" for name in OF_EXPERIMENT}
    assert all(each["LogGroupNames"] == ["/nova-reward/sentiment"] for each in found.values())


def test_a_region_holds_the_queries_of_150_experiments() -> None:
    assert len(saved_queries()) + 150 * len(OF_EXPERIMENT) <= QUOTA


def test_a_query_shows_its_question_and_takes_its_parameters(overview: Definitions) -> None:
    for name, query in saved_queries().items():
        found = overview[f"nova-reward/all_queries/{name}"]
        assert found["QueryString"] == f"# {query.question}\n{query.text}"
        told = [(each["Name"], each.get("DefaultValue"), each["Description"]) for each in found.get("Parameters", [])]
        assert told == [(each.name, each.default, each.meaning) for each in query.parameters]


def test_every_placeholder_of_a_deployed_query_is_a_parameter_of_it(overview: Definitions) -> None:
    story = overview["nova-reward/all_queries/sample-story"]
    assert "{{id}}" in story["QueryString"]
    assert [each["Name"] for each in story["Parameters"]] == ["id"]
