"""The saved queries as the console shows them."""

from pathlib import Path

from compiler.telemetry.saved_queries import saved_queries
from tests.stacks.synthesis import Synthesised

FOLDER = Path(__file__).parents[2] / "stacks" / "queries"
KIND = "AWS::Logs::QueryDefinition"


def test_every_query_stands_in_the_experiments_folder_and_asks_its_log_group(stack: Synthesised) -> None:
    found = [resource["Properties"] for resource in stack.resources(KIND)]
    assert {each["Name"] for each in found} == {f"nova-reward/sentiment/{file.stem}" for file in FOLDER.glob("*.cwli")}
    assert all(each["LogGroupNames"] == ["/nova-reward/sentiment"] for each in found)


def test_a_query_shows_its_question_and_takes_its_parameters(stack: Synthesised) -> None:
    found = {each["Properties"]["Name"].rpartition("/")[2]: each["Properties"] for each in stack.resources(KIND)}
    for name, query in saved_queries().items():
        assert found[name]["QueryString"] == f"# {query.question}\n{query.text}"
        told = [
            (each["Name"], each.get("DefaultValue"), each["Description"]) for each in found[name].get("Parameters", [])
        ]
        assert told == [(each.name, each.default, each.meaning) for each in query.parameters]


def test_every_placeholder_of_a_deployed_query_is_a_parameter_of_it(stack: Synthesised) -> None:
    story = next(each for each in stack.resources(KIND) if each["Properties"]["Name"].endswith("/sample-story"))
    assert "{{id}}" in story["Properties"]["QueryString"]
    assert [each["Name"] for each in story["Properties"]["Parameters"]] == ["id"]
