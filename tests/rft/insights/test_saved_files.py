"""The files of saved queries, and the values of their placeholders."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.errors import CompileError
from compiler.experiment.file import ROOT
from compiler.telemetry.saved_queries import Parameter, SavedQuery, read_saved, saved_queries
from rft.insights.language.parser import parse

FILE = """# What is it?
# {{id}}: the id
# {{count}} = 5: how many
# and a comment of the query
filter id = "{{id}}" | limit {{count}}
"""


def query(tmp_path: Path, content: str = FILE) -> SavedQuery:
    file = tmp_path / "what.cwli"
    file.write_text(content, encoding="utf-8")
    return read_saved(file)


def test_a_file_says_its_question_and_its_parameters(tmp_path: Path) -> None:
    found = query(tmp_path)

    assert (found.name, found.question) == ("what", "What is it?")
    assert [(each.name, each.default, each.meaning) for each in found.parameters] == [
        ("id", None, "the id"),
        ("count", "5", "how many"),
    ]
    assert found.filled({"id": "#a b"}).endswith('filter id = "#a b" | limit 5')


@pytest.mark.parametrize(
    ("given_values", "said"),
    [
        ({}, "it needs the parameter 'id'"),
        ({"id": "x", "other": "y"}, "got the parameter 'other', expected one of: id, count"),
        ({"id": 'x" or ispresent(a) or b = "'}, "a text without quotes"),
        ({"id": "x\\"}, "a text without quotes"),
        ({"id": "x", "count": "5 | stats count(*)"}, "a number, a period or the name of a field"),
        ({"id": "x", "count": ""}, "a number, a period or the name of a field"),
    ],
)
def test_a_value_that_is_more_than_a_value_is_refused(tmp_path: Path, given_values: dict[str, str], said: str) -> None:
    with pytest.raises(CompileError, match=said.replace("(", r"\(")):
        query(tmp_path).filled(given_values)


TOLD = (Parameter("id", None, "the id"), Parameter("count", "5", "how many"))


@given(st.text(), st.text())
def test_no_value_adds_a_command(identifier: str, count: str) -> None:
    saved = SavedQuery("what", "What is it?", TOLD, 'filter id = "{{id}}" | limit {{count}}')
    try:
        text = saved.filled({"id": identifier, "count": count})
    except CompileError:
        return
    assert text == f'filter id = "{identifier}" | limit {count}'
    assert text.count('"') == 2
    assert not set(count) & set("|#( ,")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "expected its first line"),
        ("filter a = 1", "expected its first line"),
        ("# no question\nfilter a = 1", "expected its first line"),
        ("# What?\nfilter a = {{b}}", "placeholders"),
        ("# What?\n# {{b}} = 1: told\nfilter a = 1", "placeholders"),
        ("# What?\n# {{b}} = 1: told\n# {{b}} = 1: twice\nfilter a = {{b}}", "placeholders"),
    ],
)
def test_a_file_that_does_not_say_what_it_takes_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(CompileError, match=said):
        query(tmp_path, content)


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CompileError, match="expected the name of a saved query"):
        read_saved(tmp_path / "none.cwli")


def test_no_two_saved_queries_ask_the_same() -> None:
    questions = [each.question for each in saved_queries().values()]

    assert len(set(questions)) == len(questions)


def test_the_docs_list_every_saved_query_with_its_question() -> None:
    lines = (ROOT / "docs" / "log_queries.md").read_text(encoding="utf-8").splitlines()
    listed = lines[lines.index("| query | question |") + 2 :]

    expected = [f"| `{each.name}` | {each.question} |" for each in saved_queries().values()]
    assert listed[: listed.index("")] == expected


def test_the_docs_show_a_saved_query_as_its_file_has_it() -> None:
    section = (ROOT / "docs" / "log_queries.md").read_text(encoding="utf-8").split("## A saved query\n")[1]
    shown = section.split("```\n")[1]

    assert shown == (ROOT / "stacks" / "queries" / "worst-prompts.cwli").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", saved_queries())
def test_a_saved_query_is_written_as_it_is_read(name: str) -> None:
    """A placeholder takes the place of a whole word, so that the text parses with every valid value."""
    saved = saved_queries()[name]
    told = {each.name: "x" for each in saved.parameters if each.default is None}

    assert parse(saved.filled(told)).commands
    assert "{{" not in saved.filled(told)
