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
    assert [(row["outcome"], pytest.approx(float(row["samples"]))) for row in found["rows"]] == [
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
        ({"on_target": True, "in_aws": True}, "expected one of --local FILE, --target and --aws"),
        ({"local": Path("x"), "on_target": True}, "expected one of --local"),
        ({"local": Path("x"), "query": "none-such"}, "expected a file or a saved query; known: batch-health"),
        ({"local": Path("x"), "query": "otcomes"}, "did you mean 'outcomes'"),
        ({"local": Path("x"), "since": "1 hour"}, "expected a number of s, m, h or d"),
        ({"local": Path("x"), "param": ["id"]}, "expected name=value"),
        ({"local": Path("x"), "param": ["id=1"]}, "expected one of: none"),
        ({"local": Path("x"), "experiment": "gsm8"}, "did you mean 'gsm8k'"),
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


def test_a_query_pasted_from_cloudwatch_is_a_file_without_a_question(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "pasted.txt"
    own.write_text('# all samples\nfilter event = "sample"\n| stats count(*) as n\n')

    found = ask(str(own), file, capsys)
    assert found["rows"][0]["n"] == str(len(golden("text").samples))
    assert found["query"] == "pasted"


def test_a_malformed_pasted_query_names_its_own_line(rft: Rft, file: Path, tmp_path: Path) -> None:
    own = tmp_path / "pasted.txt"
    own.write_text("fields a\n| patern b")

    done = rft("logs", "gsm8k", str(own), "--local", str(file))

    assert done.returncode == 2
    assert done.stderr.startswith("error: query: line 2, column 3: got 'patern'")


@pytest.mark.usefixtures("local_home")
def test_without_a_source_the_local_target_is_asked(rft: Rft, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALAWS_HOME", str(tmp_path))

    done = rft("logs", "gsm8k", "outcomes")

    assert done.returncode == 2
    assert "it is not running; start it with `rft local up`" in done.stderr
    assert "--local FILE" in done.stderr


def lines_of(judge: str) -> str:
    head = {"timestamp": NINE, "event": "sample", "experiment": "gsm8k", "judge": judge, "outcome": "scored"}
    return json.dumps({**head, "aggregate_reward_score": 0.5})


@pytest.mark.parametrize(
    ("judge", "stood_in"), [("stand-in judge for some.model:0#12ab", True), ("some.model:0#12ab", False), ("", False)]
)
def test_a_result_says_if_the_stand_in_judged(rft: Rft, tmp_path: Path, judge: str, stood_in: bool) -> None:
    log = tmp_path / "judged.log"
    log.write_text(lines_of(judge))

    for options in ([], ["--json"]):
        done = rft("logs", "gsm8k", "outcomes", "--local", str(log), *options)
        assert done.returncode == 0, done.stderr
        assert ("stand-in judge" in done.stdout) is stood_in


def steering(value: Any) -> Any:
    """Return a value of a log line with escape sequences in each text."""
    bad = "\x1b[31m\x1b]0;owned\x07\x9b2J"
    return f"{bad}{value}{bad}" if isinstance(value, str) else value


@pytest.mark.parametrize("name", saved_queries())
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_no_log_field_steers_the_terminal(rft: Rft, tmp_path: Path, name: str, options: list[str]) -> None:
    kept = ("event", "timestamp", "level")
    lines = [json.loads(event.message) for event in golden("text").events if event.message.startswith("{")]
    log = tmp_path / "bad.log"
    log.write_text(
        "\n".join(
            json.dumps({key: value if key in kept else steering(value) for key, value in line.items()})
            for line in lines
        )
    )
    told = [f"--param={each.name}=x" for each in saved_queries()[name].parameters if each.default is None]

    done = rft("logs", "gsm8k", name, "--local", str(log), *told, *options)

    assert done.returncode == 0, done.stderr
    assert not set(done.stdout + done.stderr) & set("\x1b\x07\x9b")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_value_is_cut_at_any_width(rft: Rft, file: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for name in ("recent-failures", "zero-reward-samples"):
        shown = rft("logs", "gsm8k", name, "--local", str(file)).stdout
        found = json.loads(rft("logs", "gsm8k", name, "--local", str(file), "--json").stdout)
        words = "".join(shown.split())
        assert "…" not in shown
        assert found["rows"]
        for row in found["rows"][:50]:
            assert all("".join(value.split()) in words for value in row.values() if "." not in value)
