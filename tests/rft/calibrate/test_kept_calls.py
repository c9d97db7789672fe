"""Kept answers of judges: none is paid for twice, none outlives its question, and their age is known."""

import json
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from reward_runtime.judge.call import Prompt, Reply
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points

from rft.calibrate.judges.kept_calls import Call, CallStore, KeptCalls
from rft.failures import CallError

RUBRIC = Rubric("kind.md", "Is {response} kind?", Points(1, 5))


class Numbered:
    """A judge whose replies are counted."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        self.asked += 1
        return Reply("tool_use", {"score": self.asked}, "", 10, 2)

    def open(self, connections: int) -> None: ...


def prompt(text: str, rubric: Rubric = RUBRIC) -> Prompt:
    return prompt_of(JudgeItem(rubric, "", "", text), 100)


@pytest.fixture
def store(tmp_path: Path) -> Generator[CallStore]:
    with closing(CallStore(tmp_path / "kept" / "calls")) as opened:
        yield opened


def test_an_answer_is_kept_for_its_question_rubric_judge_and_time_alone(store: CallStore) -> None:
    judge = Numbered()
    KeptCalls(judge, store, "a", 0).ask(prompt("one"), 1)
    assert KeptCalls(judge, store, "a", 0).ask(prompt("one"), 1).verdict == {"score": 1}
    others = [
        (prompt("two"), "a", 0),
        (prompt("one", Rubric("kind.md", "Is {response} very kind?", Points(1, 5))), "a", 0),
        (prompt("one", Rubric("kind.md", "Is {response} kind?", Points(1, 3))), "a", 0),
        (prompt("one"), "b", 0),
        (prompt("one"), "a", 1),
    ]
    for at, (asked, name, repeat) in enumerate(others, 2):
        assert KeptCalls(judge, store, name, repeat).ask(asked, 1).verdict == {"score": at}


def test_what_is_asked_once_more_is_asked_and_kept_apart(store: CallStore) -> None:
    judge = Numbered()
    for _ in range(2):
        kept = KeptCalls(judge, store, "a", 0)
        assert [kept.ask(prompt("one"), 1).verdict for _ in range(2)] == [{"score": 1}, {"score": 2}]
    assert judge.asked == 2


def test_the_age_of_an_answer_is_kept_with_it(store: CallStore) -> None:
    first = KeptCalls(Numbered(), store, "a", 0)
    began = time.time()
    first.ask(prompt("one"), 1)
    again = KeptCalls(Numbered(), store, "a", 0)
    again.ask(prompt("one"), 1)
    assert again.asked == 0
    assert again.made == [pytest.approx(began, abs=60)]


def test_an_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path, store: CallStore) -> None:
    kept = KeptCalls(Numbered(), store, "a", 0)
    kept.ask(prompt("one"), 1)
    for broken in ("", "[]", '{"a": 1}', "[1, 2, 3, 4, 5, 6]", '["x", {}, "", "many", 1, 1.0]', "12"):
        with closing(sqlite3.connect(tmp_path / "kept" / "calls")) as opened, opened:
            opened.execute("UPDATE calls SET reply = ?", (broken,))
        judge = Numbered()
        KeptCalls(judge, store, "a", 0).ask(prompt("one"), 1)
        assert judge.asked == 1


def test_answers_without_a_time_are_read(tmp_path: Path, store: CallStore) -> None:
    store.put(b"k", Call(Reply("tool_use", {}, "", 1, 2), 0.5, 7.0))
    with closing(sqlite3.connect(tmp_path / "kept" / "calls")) as opened, opened:
        opened.execute("UPDATE calls SET reply = ?", (json.dumps(["tool_use", {}, "", 1, 2, 0.5]),))
    assert store.get(b"k") == Call(Reply("tool_use", {}, "", 1, 2), 0.5, 0.0)


@pytest.mark.parametrize("held", [b"no database at all" * 400, b"SQLite format 3\0" + b"x" * 4096, None])
def test_a_file_that_holds_something_else_is_named_and_left_alone(tmp_path: Path, held: bytes | None) -> None:
    file = tmp_path / "calls"
    if held is None:
        file.mkdir()
    else:
        file.write_bytes(held)
    with pytest.raises(CallError, match=r"kept calls: .*calls: got .*, expected a file of earlier answers .* remove"):
        CallStore(file)
    assert held is None or file.read_bytes() == held


def test_a_table_of_another_form_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "calls")) as opened:
        opened.execute("CREATE TABLE calls (a, b)")
    with pytest.raises(CallError, match="no such column: question"):
        CallStore(tmp_path / "calls")
