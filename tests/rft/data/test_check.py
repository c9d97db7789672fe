"""`rft data check`: the findings of a whole file, the written files, and the exit code."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from rft.data.rules import RULES
from rft.road import Road

Rft = Callable[..., CompletedProcess[str]]


def row(number: int, reference: Any = None, question: str = "") -> dict[str, Any]:
    ask = {"role": "user", "content": question or f"What is {number} and {number}?"}
    held = str(2 * number) if reference is None else reference
    return {"id": f"r{number}", "messages": [ask], "reference_answer": held}


def written(path: Path, rows: Iterable[Any]) -> Path:
    path.write_text("".join(each if isinstance(each, str) else json.dumps(each) + "\n" for each in rows), "utf-8")
    return path


def check(rft: Rft, file: Path, *arguments: str, road: str = "training") -> tuple[int, dict[str, Any]]:
    done = rft("data", "check", str(file), "--road", road, "--json", *arguments)
    # The first command that needs a layer builds it and says so.
    said = [line for line in done.stderr.splitlines() if not line.endswith("building it, once")]
    assert not said, done.stderr
    result = json.loads(done.stdout)
    return done.returncode, {**result, "findings": {each["code"]: each for each in result["findings"]}}


def test_a_good_file_exits_0(rft: Rft, tmp_path: Path) -> None:
    code, result = check(rft, written(tmp_path / "rows.jsonl", map(row, range(100))))
    assert (code, result["usable"], result["rows"], result["findings"]) == (0, True, 100, {})


def test_faults_of_the_file_are_told_with_their_lines(rft: Rft, tmp_path: Path) -> None:
    rows = [*map(row, range(100)), "{]\n", "[1]\n", row(3, "7"), {**row(3), "id": "b"}, {**row(200), "id": "r5"}]
    code, result = check(rft, written(tmp_path / "rows.jsonl", rows))
    assert code == 1
    lines = {name: finding["lines"] for name, finding in result["findings"].items()}
    # The first line of a prompt with several references, and the later lines of a repeated row or id.
    assert lines == {"not_a_row": [101, 102], "same_id": [103, 105], "conflict": [4], "same_row": [104]}


@pytest.mark.parametrize(
    ("road", "count", "finding"),
    [("bedrock", 99, "few_rows"), ("bedrock", 151, "many_rows"), ("hyperpod", 99, "few_rows")],
)
def test_the_roads_own_limits_hold(
    rft: Rft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, road: str, count: int, finding: str
) -> None:
    assert RULES[Road.BEDROCK].most == 20_000
    monkeypatch.setitem(RULES, Road.BEDROCK, replace(RULES[Road.BEDROCK], most=150))
    _, result = check(rft, written(tmp_path / "rows.jsonl", map(row, range(count))), road=road)
    assert list(result["findings"]) == [finding]


def test_a_reference_that_the_reward_cannot_score_is_told(rft: Rft, tmp_path: Path) -> None:
    rows = [row(number, ("positive", "negative", "good")[number % 3]) for number in range(120)]
    code, result = check(rft, written(tmp_path / "rows.jsonl", rows), "--experiment", "sentiment")
    assert code == 1
    assert result["findings"]["unscorable"]["count"] == 40


@pytest.mark.parametrize(
    ("way", "rows", "findings"),
    [
        ((), {"query": "What?", "response": "4"}, []),
        (("--way", "own-dataset"), {"query": "What?", "response": "4"}, []),
        (("--way", "custom-scorer"), {"query": "What?", "reference_answer": "4"}, ["gold_as_reference"]),
        (("--way", "rft-eval"), {"messages": [{"role": "user", "content": "?"}], "reference_answer": "4"}, []),
        (("--way", "rft-eval"), {"query": "What?", "response": "4"}, ["no_prompt", "no_reference"]),
    ],
)
def test_each_way_of_an_evaluation_reads_its_own_rows(
    rft: Rft, tmp_path: Path, way: tuple[str, ...], rows: dict[str, Any], findings: list[str]
) -> None:
    _, result = check(rft, written(tmp_path / "rows.jsonl", [{"id": "a", **rows}]), *way, road="evaluation")
    assert list(result["findings"]) == findings


def test_a_row_that_no_call_can_carry_is_told_and_left_out(rft: Rft, tmp_path: Path) -> None:
    rows = [*map(row, range(100)), row(100, question="x" * 7_000_000)]
    out = tmp_path / "mended.jsonl"
    code, result = check(rft, written(tmp_path / "rows.jsonl", rows), "--fix", str(out))
    assert (code, result["findings"]["large_row"]["lines"]) == (1, [101])
    assert result["written"] == {"rows": 100, "left_out": 1}


def test_a_byte_order_mark_is_told_and_left_out(rft: Rft, tmp_path: Path) -> None:
    file, out = written(tmp_path / "rows.jsonl", map(row, range(100))), tmp_path / "mended.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    code, result = check(rft, file, "--fix", str(out))
    assert (code, list(result["findings"]), result["written"]["rows"]) == (0, ["marked"], 100)
    assert out.read_bytes().startswith(b"{")


def test_a_response_that_is_no_text_is_mended(rft: Rft, tmp_path: Path) -> None:
    file = written(tmp_path / "rows.jsonl", [{"id": "a", "query": "q", "response": {"answer": "4"}}])
    code, result = check(rft, file, "--fix", str(tmp_path / "mended.jsonl"), road="evaluation")
    assert (code, list(result["findings"])) == (1, ["gold_not_text"])
    assert json.loads((tmp_path / "mended.jsonl").read_text("utf-8"))["response"] == '{"answer": "4"}'


def test_a_constant_answer_that_earns_most_is_told(rft: Rft, tmp_path: Path) -> None:
    rows = [row(number, "yes" if number % 10 else "no") for number in range(100)]
    code, result = check(rft, written(tmp_path / "rows.jsonl", rows))
    assert (code, result["findings"]["base_rate"]["detail"]) == (0, "90%")
    assert result["references"][0] == {"shown": "yes", "count": 90}


def test_prompts_that_hold_their_answers_are_told_but_listed_labels_are_not(rft: Rft, tmp_path: Path) -> None:
    words = ("Lisbon", "Oslo", "Quito")
    leaking = [row(n, words[n % 3], f"{n}: the answer is {words[n % 3]}. Which is it?") for n in range(100)]
    listing = [row(n, words[n % 3], f"{n}: which is it, {', '.join(words)}?") for n in range(100)]
    _, leaks = check(rft, written(tmp_path / "leaking.jsonl", leaking))
    _, lists = check(rft, written(tmp_path / "listing.jsonl", listing))
    assert leaks["findings"]["leak"]["detail"] == "100% of the rows beside 0%"
    assert lists["findings"] == {}


def test_a_mended_file_is_usable_and_loses_nothing_else(rft: Rft, tmp_path: Path) -> None:
    rows = [
        {"prompt": each["messages"], "ground_truth": each["reference_answer"], "own": 1}
        for each in map(row, range(100))
    ]
    file, out = written(tmp_path / "rows.jsonl", [*rows, {"own": 2}]), tmp_path / "out.jsonl"
    code, result = check(rft, file, "--fix", str(out))
    assert (code, result["written"]) == (1, {"rows": 100, "left_out": 1})
    assert all(json.loads(line)["own"] == 1 for line in out.read_text("utf-8").splitlines())
    assert check(rft, out)[0] == 0


def test_no_prompt_is_on_both_sides_of_a_split(rft: Rft, tmp_path: Path) -> None:
    rows = [{**row(number % 200), "id": f"r{number}"} for number in range(600)]
    file, out = written(tmp_path / "rows.jsonl", rows), tmp_path / "out.jsonl"
    _, result = check(rft, file, "--fix", str(out), "--split", "0.2")
    prompts: dict[str, set[str]] = {}
    for side in ("train", "validation"):
        lines = (tmp_path / f"out.{side}.jsonl").read_text("utf-8").splitlines()
        assert len(lines) == result["written"][side]
        prompts[side] = {json.loads(line)["messages"][0]["content"] for line in lines}
    assert prompts["train"].isdisjoint(prompts["validation"])
    assert 20 < len(prompts["validation"]) < 60


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope.jsonl", "--road", "training"], "no such file"),
        (["rows.jsonl", "--road", "nowhere"], "Invalid value"),
        (["rows.jsonl", "--road", "training", "--split", "0.1"], "--split: got no --fix OUT"),
        (["rows.jsonl", "--road", "training", "--fix", "rows.jsonl"], "--fix: got the file that is checked"),
        (["rows.jsonl", "--road", "training", "--fix", "no/out.jsonl"], "there is no folder"),
    ],
)
def test_a_wrong_call_exits_2(
    rft: Rft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "rows.jsonl", [row(1)])
    done = rft("data", "check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert (tmp_path / "rows.jsonl").read_text("utf-8") == json.dumps(row(1)) + "\n"


def test_a_check_that_is_cut_off_leaves_no_half_file(rft: Rft, tmp_path: Path) -> None:
    file = written(tmp_path / "rows.jsonl", ["\0binary"])
    assert rft("data", "check", str(file), "--road", "training", "--fix", str(tmp_path / "out.jsonl")).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


@pytest.mark.parametrize("name", ["sentiment", "gsm8k", "math", "tool-plan", "instructions", "similarity"])
def test_the_shipped_data_is_short_and_otherwise_right(rft: Rft, name: str) -> None:
    file = Path("data", f"{name.replace('-', '_')}.jsonl")
    _, result = check(rft, file, "--experiment", name)
    errors = [code for code, finding in result["findings"].items() if finding["severity"] == "error"]
    assert errors in ([], ["few_rows"])


def test_a_row_that_the_reward_cannot_score_is_left_out(rft: Rft, tmp_path: Path) -> None:
    rows = [row(number, ("positive", "negative", "good")[number % 3]) for number in range(120)]
    file, out = written(tmp_path / "rows.jsonl", rows), tmp_path / "out.jsonl"
    _, result = check(rft, file, "--experiment", "sentiment", "--fix", str(out))
    assert result["written"] == {"rows": 80, "left_out": 40}
