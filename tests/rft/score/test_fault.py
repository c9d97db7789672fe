"""A fault shows the author's traceback, and no frame above it."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from reward_runtime.answers.free_text import AsIs
from reward_runtime.dimension import Dimension
from reward_runtime.extract import whole_text
from reward_runtime.reward import Reward
from reward_runtime.samples import parse_samples

from rft.score.fault import Fault
from rft.score.scoring import Scored, Scoring
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found

SOURCE = """
import json

def parsed(text):
    return json.loads(text)

def scorer(sample, answer):
    if answer.text == "exit":
        raise SystemExit(3)
    if answer.text == "high":
        return 1.5
    try:
        return parsed(answer.text) == 1
    except ValueError as error:
        raise LookupError(f"odd: {answer.text}") from error
"""


@pytest.fixture
def scorer(tmp_path: Path) -> ModuleType:
    file = tmp_path / "lambda_src" / "rewards" / "odd.py"
    file.parent.mkdir(parents=True)
    file.write_text(SOURCE, encoding="utf-8")
    module = ModuleType("odd")
    exec(compile(SOURCE, str(file), "exec"), module.__dict__)  # as an import does, without its cache
    return module


def _found(response: str) -> Found:
    (sample,) = parse_samples({"id": response, "prompt": "q", "completion": response, "reference_answer": "x"})
    return Found(sample, "rows.jsonl:1", "rows.jsonl:1")


def _results(scorer: ModuleType, *responses: str) -> list[object]:
    reward = Reward(AsIs(), (Dimension("odd", scorer.scorer),), extract=whole_text())
    return list(Scoring(reward).results(map(_found, responses)))


def test_the_trace_begins_at_the_authors_file_and_keeps_causes_and_messages(scorer: ModuleType) -> None:
    (fault,) = _results(scorer, "broken")
    assert isinstance(fault, Fault)
    assert "LookupError: odd: broken" in fault.trace
    assert "JSONDecodeError: Expecting value" in fault.trace
    assert "in scorer" in fault.trace
    assert "in parsed" in fault.trace
    assert "decoder.py" in fault.trace
    assert "reward_runtime" not in fault.trace
    assert "broken" not in fault.says


def test_a_fault_ends_neither_the_run_nor_the_process(scorer: ModuleType) -> None:
    first, left, high, last = _results(scorer, "1", "exit", "high", "2")
    assert isinstance(first, Scored)
    assert isinstance(last, Scored)
    assert (first.score.aggregate, last.score.aggregate) == (1.0, 0.0)
    assert isinstance(left, Fault)
    assert "SystemExit: 3" in left.trace
    assert isinstance(high, Fault)
    assert "returned a float that is no number in 0..1" in high.says
    assert high.trace.endswith("line 7, in scorer")


def test_an_interrupt_ends_the_run_and_says_where_it_was(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def stuck(sample: object, answer: object) -> float:
        raise KeyboardInterrupt

    reward = Reward(AsIs(), (Dimension("odd", stuck),), extract=whole_text())
    with pytest.raises(KeyboardInterrupt):
        list(Scoring(reward).results([_found("1")]))
    said = capsys.readouterr().err
    assert "interrupted at rows.jsonl:1" in said
    assert "in stuck" in said


def test_what_a_reward_prints_is_not_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    def chatty(sample: object, answer: object) -> float:
        print("hello")
        return 1.0

    reward = Reward(AsIs(), (Dimension("odd", chatty),), extract=whole_text())
    list(Scoring(reward).results([_found("1")]))
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "hello\n")
    assert sys.stdout is not sys.stderr


def test_bad_lines_keep_their_place_among_the_results(scorer: ModuleType) -> None:
    reward = Reward(AsIs(), (Dimension("odd", scorer.scorer),), extract=whole_text())
    bad = BadLine("rows.jsonl:2", "not JSON")
    first, between, last = Scoring(reward).results([_found("1"), bad, _found("1")])
    assert isinstance(first, Scored)
    assert between is bad
    assert isinstance(last, Scored)
