"""``rft score`` as a user runs it: each case is a process of its own in a copy of the kit."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rft.score.conftest import LABELS, Kit
from tests.standin import stand_in

FAULTY = """
from decimal import Decimal

from reward_runtime.answers.documents import Documents
from reward_runtime.reward import Dimension, Reward


def total(sample, answer):
    return Decimal(answer.value["total"]) <= Decimal(sample.reference["total"])


REWARD = Reward(Documents(), (Dimension("total_right", total),))
"""
JUDGED = """
from reward_runtime.answers.free_text import FreeText
from reward_runtime.judge.rubric import judged
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(FreeText(required=False), (Dimension("kind", judged("warmth.md")),))
"""
JUDGE = """layers: [judge]
judge:
  model: us.amazon.nova-2-lite-v1:0
  requests_per_minute: 6000
  input_usd_per_million_tokens: 1000
  output_usd_per_million_tokens: 1000
"""


def _row(number: int, said: str, prompt: str = "Is it so?", **fields: Any) -> dict[str, Any]:
    return {"id": f"r{number}", "prompt": prompt, "completion": said, "reference_answer": "yes", **fields}


@pytest.fixture
def judged(kit: Kit) -> Kit:
    kit.reward("warmth", JUDGED, JUDGE)
    (kit.root / "lambda_src" / "rewards" / "warmth.md").write_text("Is {response} a kind reply to {question}?")
    return kit


def test_own_data_is_scored_and_every_number_is_whole_at_80_columns(kit: Kit) -> None:
    turn = {"role": "user", "content": "Is it so?"}
    kit.rows("data/tea.jsonl", [{"id": "a-long-id-of-a-row", "messages": [turn], "reference_answer": "yes"}])
    said = [r"\boxed{yes}", r"\boxed{no}", "Who knows? " * 30, r"\boxed{yes}"]
    kit.rows("data/tea.responses.jsonl", [{"id": "a-long-id-of-a-row", "response": each} for each in said])
    done = kit.score("tea")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("a-long-id-of-a-row") for line in lines) == 4
    assert "4 responses to one prompt, spread 1: Is it so?" in done.stdout
    assert r"    \boxed{no}" in lines
    assert "    no_answer" in lines
    assert "4 rewards: mean 0.500, stddev 0.500; 3 scored, 1 no_answer" in lines
    assert "█" in done.stdout


def test_groups_bad_lines_and_unscorable_rows_of_a_file_are_told(kit: Kit) -> None:
    said = ["yes", "no", "yes", "yes", "yes", "yes"]
    rows = [_row(at, rf"\boxed{{{each}}}", f"Question {at // 3}?") for at, each in enumerate(said)]
    kit.rows("rows.jsonl", [*rows, "{broken", _row(9, "x", "Other?", reference_answer=None), [1]])
    done = kit.score("tea", "rows.jsonl")
    assert done.returncode == 1
    assert "2 groups of 6 responses in all: a spread of 0.500 on average; 1 flat" in done.stdout
    assert "Unscorable rows, on which no response could score: 1 of 7." in done.stdout
    assert "  no_reference: 1, at rows.jsonl:8" in done.stdout
    assert "  rows.jsonl:7: not JSON" in done.stdout
    assert "  rows.jsonl:9: sample 0: got int" in done.stdout
    assert done.stderr == "error: score: 2 lines hold no row that can be read; see above\n"


def test_a_faulting_reward_shows_its_authors_traceback_and_scores_the_other_rows(kit: Kit) -> None:
    kit.reward("faulty", FAULTY)
    totals = ['"12.50"', '"NaN"', '"much"', '"13"', '"more"']
    rows = [_row(at, f'{{"total": {each}}}', reference_answer={"total": "12.50"}) for at, each in enumerate(totals)]
    kit.rows("rows.jsonl", rows)
    done = kit.score("faulty", "rows.jsonl")
    assert done.returncode == 1
    assert "2 rewards: mean 0.500" in done.stdout
    assert "3 x the scorer of dimension 'total_right' raised InvalidOperation at faulty.py:9" in done.stdout
    assert f'File "{kit.root}/lambda_src/rewards/faulty.py", line 9, in total' in done.stdout
    assert "reward_runtime" not in done.stdout
    assert "rft/" not in done.stdout
    assert '{"total": "NaN"}' in done.stdout
    assert done.stderr == "error: score: the reward failed on 3 of 5 samples; see above\n"


def test_a_reward_that_synth_refuses_is_scored(kit: Kit) -> None:
    inverted = LABELS.replace("import Reward", "import Dimension, Reward").replace(
        "extract=boxed()",
        "extract=boxed(), dimensions=("
        'Dimension("correct", weight=0.1, decisive=True), Dimension("said", lambda sample, answer: 1.0))',
    )
    kit.reward("inverted", inverted)
    kit.rows("rows.jsonl", [_row(0, r"\boxed{no}")])
    assert kit.score("inverted", "rows.jsonl").returncode == 0


def test_a_reward_whose_import_fails_shows_the_authors_traceback(kit: Kit) -> None:
    kit.reward("broken", "def made():\n    return 1 / 0\n\n\nREWARD = made()\n")
    done = kit.score("broken", "rows.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert "line 2, in made" in done.stderr
    assert "importlib" not in done.stderr
    assert "error: lambda_src/rewards/broken.py:2: import failed: ZeroDivisionError" in done.stderr


def test_a_file_of_unscorable_rows_exits_1_with_the_codes_and_their_counts(kit: Kit) -> None:
    rows = [_row(at, "x", reference_answer=None if at else "perhaps") for at in range(4)]
    kit.rows("rows.jsonl", rows)
    done = kit.score("tea", "rows.jsonl")
    assert done.returncode == 1
    assert "error: score: all 4 rows are unscorable: " in done.stderr
    assert "no_reference 3" in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"no JSON\nat all\n",
        *(pytest.param(content, marks=pytest.mark.long) for content in (b"", b"\n\n", b"\x00\x01")),
    ],
)
def test_a_file_without_any_row_exits_2_with_a_message(content: bytes | None, kit: Kit) -> None:
    if content is not None:
        (kit.root / "rows.jsonl").write_bytes(content)
    done = kit.score("tea", "rows.jsonl", "--json")
    assert done.returncode == 2
    assert "error: file: rows.jsonl: " in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_one_object_with_a_line_for_each_sample(kit: Kit) -> None:
    kit.reward("chatty", LABELS + "\nprint('imported')\n")
    rows = [_row(at, rf"\boxed{{{said}}}") for at, said in enumerate(["yes", "no"])]
    kit.rows("rows.jsonl", [*rows, r'{"id": "\u001b[31m", "prompt": "\ud800", "completion": "\ud800"}'])
    done = kit.score("chatty", "rows.jsonl", "--json")
    found = json.loads(done.stdout)
    assert [each["reward"] for each in found["samples"]] == [1.0, 0.0, 0.0]
    assert found["samples"][0]["group"] == found["samples"][1]["group"] != found["samples"][2]["group"]
    assert found["groups"] == {"count": 1, "samples": 2, "flat": 0, "mean_spread": 1.0}
    assert found["unscorable"] == {"no_reference": {"count": 1, "at": ["rows.jsonl:3"]}}
    assert found["judge"] is None
    assert "\x1b" not in done.stdout


def test_texts_that_steer_a_terminal_or_are_no_utf_8_are_shown_as_escapes(kit: Kit) -> None:
    kit.rows(
        "rows.jsonl",
        [r'{"id": "\u001b[31m", "prompt": "\ud800", "completion": "\ud800\u0007", "reference_answer": "yes"}'],
    )
    done = kit.score("tea", "rows.jsonl")
    assert done.returncode == 0
    assert r"\x1b[31m" in done.stdout
    assert r"\ud800\x07" in done.stdout


def test_the_stand_in_judges_by_default_and_nothing_else_is_reached(
    judged: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged.rows("rows.jsonl", [_row(0, "Gladly, it is so!"), _row(1, "No.")])
    with stand_in() as account:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", account.endpoint)
        monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
        done = judged.score("warmth", "rows.jsonl")
        assert account.calls()["count"] == 0
    assert (done.returncode, done.stderr) == (0, "")
    assert "Judged by the stand-in judge, which compares words: no model was asked." in done.stdout
    assert not _stand_ins_of(judged.root)


def test_the_experiments_own_model_is_asked_after_its_cost_is_said(
    judged: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged.rows("rows.jsonl", [_row(at, f"Reply {at}.") for at in range(70)])
    with stand_in() as account:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", account.endpoint)
        for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(key, "test")
        refused = judged.score("warmth", "rows.jsonl", "--by-model", "--json")
        assert account.calls()["count"] == 0
        agreed = judged.score("warmth", "rows.jsonl", "--by-model", "--yes", "--count", "12")
        assert account.calls()["count"] == 12
        judged.score("warmth", "rows.jsonl", "--by-model", "--yes")
        assert account.calls()["count"] == 12 + 50
    assert (refused.returncode, refused.stdout) == (2, "")
    (most,) = re.findall(r"at most (\d+) calls, about ", refused.stderr)
    assert 50 <= int(most) <= 60
    assert re.search(r"at most (\d+\.\d\d|under 0\.01) USD, roughly\.", refused.stderr)
    assert "nothing was called; add --yes" in refused.stderr
    assert agreed.returncode == 0
    assert "Judged by us.amazon.nova-2-lite-v1:0: 12 questions, 12 calls, " in agreed.stdout


def test_a_judge_that_refuses_every_call_ends_the_run(judged: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    judged.rows("rows.jsonl", [_row(0, "Reply.")])
    with stand_in(faults=[{"fault": "no_model_access"}]) as account:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", account.endpoint)
        for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(key, "test")
        done = judged.score("warmth", "rows.jsonl", "--by-model", "--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "error: judge" in done.stderr


def test_without_credentials_nothing_is_asked(judged: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    judged.rows("rows.jsonl", [_row(0, "Reply.")])
    for key in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(key, os.devnull)
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:9")
    done = judged.score("warmth", "rows.jsonl", "--by-model", "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: judge: got no AWS credentials" in done.stderr


def test_a_model_is_refused_for_a_reward_without_a_judge(kit: Kit) -> None:
    kit.rows("rows.jsonl", [_row(0, "x")])
    done = kit.score("tea", "rows.jsonl", "--by-model", "--yes")
    assert done.returncode == 2
    assert "--by-model: got a reward that no model judges" in done.stderr


def test_a_terminal_gets_a_progress_bar_on_stderr(kit: Kit) -> None:
    kit.rows("rows.jsonl", [_row(at, "x") for at in range(3)])
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "rft", "score", "tea", "rows.jsonl"]
    environment = {**os.environ, "PYTHONPATH": str(kit.root), "TERM": "xterm"}
    done = subprocess.run(command, cwd=kit.root, env=environment, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    bar = os.read(ours, 4096)
    os.close(ours)
    assert done.returncode == 0
    assert b" samples " in bar
    assert "━".encode() in bar
    assert "━".encode() not in done.stdout


@pytest.mark.long
def test_ten_thousand_rows_take_as_little_memory_as_one_thousand(kit: Kit) -> None:
    def peak_kilobytes(count: int) -> int:
        def rows() -> Iterator[dict[str, Any]]:
            for at in range(count):
                said = "yes" if at % 3 else "no"
                yield _row(at, "so many words " * 200 + rf"\boxed{{{said}}}", f"Question {at // 4}? " * 30)

        file = kit.rows(f"rows-{count}.jsonl", rows())
        assert file.stat().st_size > count * 3000
        measured = (
            "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
            "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-c", measured, sys.executable, "-m", "rft", "score", "tea", file.name]
        environment = {**os.environ, "PYTHONPATH": str(kit.root)}
        done = subprocess.run(command, cwd=kit.root, env=environment, capture_output=True, text=True, check=True)
        code, peak = map(int, done.stdout.split())
        assert code == 0
        return peak

    # The larger file has 31 MB more text than the smaller one.
    assert peak_kilobytes(10_000) - peak_kilobytes(1_000) < 8_000


def _stand_ins_of(root: Path) -> list[str]:
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == root and b"localaws.standin" in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found
