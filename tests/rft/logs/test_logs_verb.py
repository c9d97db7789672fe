"""``rft logs`` as a user calls it."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from compiler.errors import CompileError
from compiler.telemetry.saved_queries import saved_queries
from rft.failures import CallError
from rft.insights.engine import QueryResult
from rft.logs import verb as verb
from rft.logs.cloud import TimeRange
from tests.rft.insights.golden import golden
from tests.rft.insights.oracles import outcomes

Rft = Callable[..., CompletedProcess[str]]
NINE = "2026-11-24T09:00:00.000Z"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lines.log"
    path.write_text("".join(event.message.rstrip("\n") + "\n" for event in golden("text").events))
    return path


def ask(query: str, file: Path | None, capsys: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    verb.logs("gsm8k", query, local=file, as_json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_a_saved_query_is_asked_of_a_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask("outcomes", file, capsys)

    expected = outcomes(golden("text"))
    assert found["question"] == saved_queries()["outcomes"].question
    assert found["columns"] == ["outcome", "reason", "samples", "mean_reward"]
    assert [(row["outcome"], int(row["samples"])) for row in found["rows"]] == [
        (row["outcome"], row["samples"]) for row in expected
    ]
    assert found["scanned"] == len([event for event in golden("text").events if event.message.strip()])


def test_a_query_of_ones_own_is_a_file(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.cwli"
    own.write_text(
        '# How many?\n# {{what}} = sample: the kind\nfilter event = "{{what}}" | stats count(*) as n, count(x)'
    )

    assert ask(str(own), file, capsys)["rows"][0]["n"] == str(len(golden("text").samples))
    told = ask(str(own), file, capsys, param=["what=failure"])
    assert told["rows"][0]["n"] == str(len(golden("text").failures))
    assert told["absent"] == ["x"]


def test_since_leaves_out_what_is_older(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"timestamp": at, "message": "x"}) for at in (0, 2**52)]
    file.write_text("\n".join(lines))

    assert ask("outcomes", file, capsys)["scanned"] == 2
    assert ask("outcomes", file, capsys, since="1h")["scanned"] == 1


def test_in_aws_the_query_goes_as_it_is_with_the_last_hour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def run_in_aws(_client: Any, group: str, text: str, within: TimeRange) -> QueryResult:
        asked.extend([group, text, within.end - within.start])
        return QueryResult(("a",), ({"a": "1"},), 3)

    monkeypatch.setattr(verb, "run_in_aws", run_in_aws)
    found = ask("outcomes", None, capsys, in_aws=True)

    assert found["rows"] == [{"a": "1"}]
    assert asked == ["/nova-reward/gsm8k", saved_queries()["outcomes"].filled({}), 3600]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "expected one of --local FILE, --target and --aws"),
        ({"local": Path("x"), "on_target": True}, "expected one of --local"),
        ({"local": Path("x"), "query": "none-such"}, "expected a file, or one of: batch-health"),
        ({"local": Path("x"), "since": "1 hour"}, "expected a number of s, m, h or d"),
        ({"local": Path("x"), "param": ["id"]}, "expected name=value"),
        ({"local": Path("x"), "param": ["id=1"]}, "expected one of: none"),
        ({"local": Path("x"), "experiment": "gsm8"}, "expected one of: .*gsm8k"),
        ({"local": Path("/none")}, "expected a file of log lines"),
    ],
)
def test_a_wrong_call_says_what_is_right(options: dict[str, Any], said: str) -> None:
    call: Any = verb.logs

    with pytest.raises((CallError, CompileError), match=said):
        call(**{"experiment": "gsm8k", "query": "outcomes", **options})


def test_without_a_query_the_saved_ones_are_listed_with_their_questions(rft: Rft) -> None:
    done = rft("logs", "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["queries"] == {each.name: each.question for each in saved_queries().values()}


def test_a_person_sees_a_table_and_what_was_looked_at(rft: Rft, file: Path) -> None:
    done = rft("logs", "gsm8k", "errors-by-code", "--local", str(file))

    assert done.returncode == 0, done.stderr
    assert saved_queries()["errors-by-code"].question in " ".join(done.stdout.split())
    assert "DeadlineError" in done.stdout
    assert f"of {len(golden('text').events)} events" in done.stdout


def test_a_malformed_query_ends_with_its_place_and_code_two(rft: Rft, file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.cwli"
    own.write_text("# What?\n# {{n}} = 1: told\nfields a\n| patern {{n}}")

    done = rft("logs", "gsm8k", str(own), "--local", str(file))

    assert done.returncode == 2
    assert done.stderr.startswith("error: query: line 4, column 3: got 'patern'")
