"""The test of each of the 36 rows of the table of faults, by file under ``tests``. Some of them are here.

1 throttled: runtime/test_judge_faults.py::test_a_throttled_call_is_made_again_at_another_time
2 5xx: runtime/test_judge_faults.py::test_a_fault_that_passes_costs_a_call_and_no_verdict
3 model timeout, 408: runtime/test_judge_faults.py::test_a_fault_that_passes_costs_a_call_and_no_verdict
4 model not ready: runtime/test_judge_faults.py::test_a_throttled_call_is_made_again_at_another_time
5 model error, 424: runtime/test_judge_faults.py::test_a_fault_that_passes_costs_a_call_and_no_verdict
6 reply cut off: runtime/test_judge_faults.py::test_a_fault_that_passes_costs_a_call_and_no_verdict
7 access denied: runtime/test_judge_faults.py::test_a_fault_of_the_operator_s_fails_at_once_and_says_what_to_do
8 unknown model: runtime/test_judge_faults.py::test_a_fault_of_the_operator_s_fails_at_once_and_says_what_to_do
9 too long: runtime/test_judge_faults.py::test_what_the_judge_will_not_read_earns_the_floor_and_harms_no_other
10 identity: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
11 network: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
12 body: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
13 shape: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
14 tokens: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
15 guardrail, filter: runtime/test_judge_faults.py::test_what_the_judge_will_not_read_earns_the_floor_and_harms_no_other
16 refusal: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
17 verdict: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
18 malformed: runtime/test_judge_faults.py::test_a_fault_of_the_infrastructure_that_stays_fails_the_invocation
19 some fail: runtime/test_judge_rows.py::test_19_33_a_retry_of_the_platform_s_pays_only_for_what_was_lost
20 repeated ids: runtime/test_judge_rows.py::test_20_equal_ids_are_kept_apart_and_equal_samples_asked_once
21 ids: runtime/test_judge_rows.py::test_21_ids_come_back_as_they_were_and_a_missing_one_is_refused
22 empty batch: runtime/test_judge_rows.py::test_22_an_empty_batch_asks_nothing
23 event shapes: runtime/test_judge_rows.py::test_23_every_shape_of_event_is_judged_and_an_unknown_one_refused
24 sizes: runtime/test_judge_rows.py::test_24_what_is_too_long_or_no_text_never_reaches_the_judge
25 no response: runtime/test_judge_rows.py::test_25_a_row_without_a_response_is_flagged_and_harms_no_other
26 before: lambda_src/judge/test_dispatch.py::test_without_time_nothing_is_sent
26 during: runtime/test_judge_rows.py::test_26_a_call_that_hangs_fails_before_the_platform_ends_the_function
27 timeout: runtime/test_judge_rows.py::test_27_35_after_a_hard_timeout_a_new_environment_asks_anew
28 memory: runtime/test_judge_rows.py::test_28_36_a_killed_environment_scores_nothing_and_the_next_one_alike
29 disk full: runtime/test_judge_rows.py::test_29_34_an_environment_that_can_write_nowhere_judges_all_the_same
30 thawed: runtime/test_judge_rows.py::test_30_connections_that_died_while_the_environment_slept_are_no_failures
31 init fails: runtime/test_judge_rows.py::test_31_a_function_that_cannot_start_says_what_it_misses
31 init slow: runtime/test_packaged_function.py::test_the_function_starts_with_its_packaged_files_alone
32 Lambda throttled: compiler/alarms/test_histories.py::test_a_history_raises_exactly_its_alarms_and_no_other
33 in a row: runtime/test_judge_rows.py::test_19_33_a_retry_of_the_platform_s_pays_only_for_what_was_lost
33 at once: lambda_src/judge/test_threads.py::test_two_rounds_at_once_share_one_environment_without_harm
34 log closed: runtime/test_judge_rows.py::test_29_34_an_environment_that_can_write_nowhere_judges_all_the_same
35 cache gone: runtime/test_judge_rows.py::test_27_35_after_a_hard_timeout_a_new_environment_asks_anew
36 chance: runtime/test_judge_rows.py::test_28_36_a_killed_environment_scores_nothing_and_the_next_one_alike
"""

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from benchmarks.process_tree import children
from compiler.compiled import CompiledExperiment
from tests.runtime.emulator import emulated, packaged
from tests.runtime.judged import MARKER, TIMEOUT, Invocation, JudgedFunction, judged, right, row, wrong
from tests.standin import StandIn

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def similarity(task: Path) -> CompiledExperiment:
    return packaged(task, "similarity")


@pytest.fixture(scope="module")
def function(
    task: Path, similarity: CompiledExperiment, judge: StandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[JudgedFunction]:
    with judged(task, similarity, judge, tmp_path_factory.mktemp("log") / "log") as running:
        yield running


def test_every_row_is_held_by_a_test_that_exists() -> None:
    held = re.findall(r"^(\d+) .*: (\S+)::(test_\w+)$", __doc__ or "", re.MULTILINE)
    assert {int(number) for number, _, _ in held} == set(range(1, 37))
    for _, file, test in held:
        assert f"def {test}(" in (TESTS / file).read_text(encoding="utf-8"), f"{file}::{test}"


def test_19_33_a_retry_of_the_platform_s_pays_only_for_what_was_lost(function: JudgedFunction) -> None:
    batch = [right(number) for number in range(7)] + [wrong("lost", "target")]
    first = function.invoke(batch, faults=[{"fault": "malformed_tool_use", "holds": "target"}])
    assert first.reply["errorType"] == "JudgeError"
    assert "1 of 8 samples got no verdict" in first.reply["errorMessage"]
    again = function.invoke(batch)
    assert again.rewards == [0.9] * 7 + [0.0]
    assert (again.judge["calls"], again.judge["cache_hits"], len(again.prompts)) == (1, 7, 1)


def test_20_equal_ids_are_kept_apart_and_equal_samples_asked_once(function: JudgedFunction) -> None:
    good, bad = right("same"), wrong("same")
    done = function.invoke([good, bad, good])
    assert [each["id"] for each in done.reply] == ["same"] * 3
    assert done.rewards == [0.9, 0.0, 0.9]
    assert (done.judge["asked"], done.judge["deduplicated"], done.judge["calls"]) == (2, 1, 2)


def test_21_ids_come_back_as_they_were_and_a_missing_one_is_refused(function: JudgedFunction) -> None:
    ids: list[Any] = [7, 2.5, True, "", "肯", [1, {"a": None}], "x" * 10_000]
    done = function.invoke([right(each) for each in ids])
    assert [each["id"] for each in done.reply] == ids
    refused = function.invoke([right("a"), {key: value for key, value in right().items() if key != "id"}])
    assert refused.reply["errorType"] == "EventError"
    assert refused.reply["errorMessage"].startswith("sample 1: ")
    assert refused.calls["count"] == 0


def test_22_an_empty_batch_asks_nothing(function: JudgedFunction) -> None:
    done = function.invoke([])
    assert (done.reply, done.calls["count"]) == ([], 0)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows[0],
        lambda rows: {"input": rows},
        lambda rows: {"samples": rows},
        lambda rows: {"body": json.dumps(rows)},
    ],
    ids=["a lone sample", "input", "samples", "body"],
)
def test_23_every_shape_of_event_is_judged_and_an_unknown_one_refused(
    function: JudgedFunction, wrap: Callable[[list[dict[str, Any]]], Any]
) -> None:
    done = function.invoke(wrap([right()]))
    assert (done.rewards, done.calls["count"]) == ([0.9], 1)
    refused = function.invoke({"Records": [right()]})
    assert (refused.reply["errorType"], refused.calls["count"]) == ("EventError", 0)


def test_24_what_is_too_long_or_no_text_never_reaches_the_judge(function: JudgedFunction) -> None:
    long, none = row("long", "word " * 10_000, "short"), right("none")
    none["messages"][-1]["content"] = None
    done = function.invoke([long, none, right()])
    assert [line["reason"] for line in done.samples] == ["too_long", "no_response", "answered"]
    assert done.rewards == [0.0, 0.0, 0.9]
    assert (done.judge["asked"], done.calls["count"]) == (1, 1)


def test_25_a_row_without_a_response_is_flagged_and_harms_no_other(function: JudgedFunction) -> None:
    question, bare = right("question"), right("bare")
    question["messages"].append({"role": "user", "content": MARKER})
    bare["messages"] = []
    done = function.invoke([question, bare, right()])
    assert [line["outcome"] for line in done.samples] == ["unscorable", "unscorable", "scored"]
    assert done.metric("Unscorable") == [1, 1, 0]
    assert done.calls["count"] == 1


def test_26_a_call_that_hangs_fails_before_the_platform_ends_the_function(function: JudgedFunction) -> None:
    done = function.invoke([right(), wrong(word="target")], faults=[{"fault": "hang", "holds": "target"}])
    assert done.reply["errorType"] == "JudgeError"
    assert "1 deadline (no_reply)" in done.reply["errorMessage"]
    assert done.metric("OperatorFault") == [0]
    assert "Task timed out" not in done.log


def struck(function: JudgedFunction, number: signal.Signals, batch: list[dict[str, Any]]) -> Invocation:
    """An invocation whose process gets a signal while it waits for the judge."""

    def strike() -> None:
        while not function.judge.calls()["under_way"]:
            time.sleep(0.02)
        for child in children(function.emulator.process):
            os.kill(child, number)

    # The call stays under way until the signal, however late a busy machine runs the thread. The judge is configured
    # before the thread looks because a new configuration starts a new record.
    slow = {"latency": {"p50": 60.0, "p99": 60.0}}
    function.judge.configure(**slow)
    thread = Thread(target=strike)
    thread.start()
    done = function.invoke(batch, **slow)
    thread.join()
    return done


def test_27_35_after_a_hard_timeout_a_new_environment_asks_anew(function: JudgedFunction) -> None:
    """The process is stopped, like one whose call holds Python's lock, so the kit's own deadline cannot act."""
    known, batch = [right("known")], [right("a"), wrong("b")]
    function.invoke(known)
    stopped = struck(function, signal.SIGSTOP, batch)
    assert f"Task timed out after {TIMEOUT}.00 seconds" in str(stopped.reply)
    assert stopped.scored == 0
    function.warm()
    after = function.invoke([*known, *batch])
    assert after.rewards == [0.9, 0.9, 0.0]
    assert (after.judge["calls"], after.judge["cache_hits"]) == (3, 0)


def test_28_36_a_killed_environment_scores_nothing_and_the_next_one_alike(function: JudgedFunction) -> None:
    """As the platform ends one that is out of memory; the next one is sent the batch the other way round."""
    batch = [right("a"), wrong("b"), row("c", "half of the words", "half of the answer"), right("d")]
    first = function.invoke(batch)
    killed = struck(function, signal.SIGKILL, [right("e")])
    assert "Runtime.ExitError" in str(killed.reply)
    assert killed.scored == 0
    function.warm()
    second = function.invoke(batch[::-1])
    assert second.judge["cache_hits"] == 0
    assert second.reply == first.reply[::-1]


def test_30_connections_that_died_while_the_environment_slept_are_no_failures(function: JudgedFunction) -> None:
    function.invoke([right(number) for number in range(8)], idle_seconds=0.05)
    time.sleep(0.2)
    done = function.invoke([right(number) for number in range(16)])
    assert done.rewards == [0.9] * 16
    assert done.judge["lost"] == 0


PLANTED = """
import os, sys

def refuse(event, arguments):
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise OSError(28, "No space left on device", str(arguments[0]))

sys.addaudithook(refuse)
reading, writing = os.pipe()
os.close(reading)
os.dup2(writing, 1)
os.write(2, b"planted\\n")
"""
"""The process cannot open any file for writing, and its standard output is a pipe without a reader."""


def test_29_34_an_environment_that_can_write_nowhere_judges_all_the_same(
    task: Path, similarity: CompiledExperiment, judge: StandIn, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(PLANTED)
    with judged(task, similarity, judge, tmp_path / "log", layers=(tmp_path,)) as function:
        done = function.invoke([right(), wrong()])
    assert "planted" in function.emulator.text
    assert function.emulator.lines == []
    assert (done.rewards, done.calls["outcomes"]) == ([0.9, 0.0], {"answered": 2})


def test_31_a_function_that_cannot_start_says_what_it_misses(
    task: Path, similarity: CompiledExperiment, tmp_path: Path
) -> None:
    unset = {name: value for name, value in similarity.environment.items() if name != "REWARD_JUDGE"}
    with emulated(task, tmp_path / "bare", similarity.environment, timeout=30) as bare:
        assert "No module named 'botocore'" in str(bare.invoke([right()]))
    with emulated(
        task, tmp_path / "unset", unset, timeout=30, layers=[layer.python for layer in similarity.layers]
    ) as untold:
        assert "REWARD_JUDGE: got none, expected the settings of a judge" in str(untold.invoke([right()]))
