"""``rft plan`` as a user runs it: its figures, its page, its exit codes, and its calls that are wrong."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rft.__main__ import main
from tests.standin import stand_in

SMALL = ("--prompts", "4", "--rollouts", "4", "--steps", "3")


@pytest.fixture(autouse=True)
def _python_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo the changes that loading a reward makes to this process."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "pycache_prefix", sys.pycache_prefix)
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["plan", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


class Links(HTMLParser):
    """Everything that a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href")]


def test_a_plan_is_one_object_whose_page_loads_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    code, out, _ = ran(capsys, "similarity", *SMALL, "--json", "--report", str(page))
    told: dict[str, Any] = json.loads(out)
    assert code == 0
    assert told["works"]
    assert told["usd"]["total"] == pytest.approx(
        sum(told["usd"][part] for part in ("function", "judge", "logs", "traces", "watching"))
    )
    assert [each["concurrency"] for each in told["by_concurrency"]] == [1, 12]
    # One batch goes to one environment, which has a twelfth of the quota.
    assert told["binds"] == "the judge's quota"
    html = page.read_text(encoding="utf-8")
    assert not re.search(r"\de-\d", html), "money or a tick is written with an exponent"
    links = Links()
    links.feed(html)
    assert links.found == []
    assert html.count("<svg") == 2


def test_what_cannot_work_is_told_with_its_figures_and_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ran(capsys, "similarity", "--prompts", "1", "--steps", "1", "--quota", "1")
    assert code == 1
    assert (out + err).count("this cannot work: 100% of the batches fail four times of four") == 1
    assert err.splitlines()[-1].startswith("error: plan: similarity: this cannot work: 100% of")
    assert "helps most: " in out
    assert "bottleneck: the judge's quota" in out


def test_a_job_that_works_by_sending_batches_again_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "similarity", "--prompts", "1", "--rollouts", "4", "--steps", "1", "--quota", "2")
    assert code == 0
    assert "invocations fail at first and work when the job sends them again" in out


def test_hyperpods_pattern_is_one_sample_a_call_with_its_own_concurrency(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(
        capsys, "sentiment", *SMALL, "--road", "hyperpod", "--workers", "2", "--generators", "4", "--json"
    )
    told = json.loads(out)
    assert code == 0
    assert told["workload"]["singles"] == {"workers": 2, "generators": 4}
    assert told["advised"]["batch_size"] == 1
    assert 100 in [each["concurrency"] for each in told["by_concurrency"]]


def test_a_probe_measures_the_judges_latency_and_tokens(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with stand_in(latency={"p50": 0.4, "p99": 0.4}) as judge:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "test")
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", judge.endpoint)
        code, out, err = ran(capsys, "similarity", *SMALL, "--probe", "8", "--aws", "--yes", "--json")
        asked = judge.calls()
    told = json.loads(out)["judge"]
    assert code == 0
    assert "with your credentials about 8 samples: at most" in err
    assert 0.4 <= told["latency_p50_seconds"] <= told["latency_p99_seconds"]
    assert told["tokens_read_a_call"] == asked["input_tokens"] // asked["count"]


def test_a_probe_of_the_stand_in_says_that_no_model_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ran(capsys, "similarity", "--prompts", "1", "--steps", "1", "--probe", "5")
    assert code == 0
    assert "the stand-in judge answered, and its latency is no model's" in err


def test_options_about_a_judge_need_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ran(capsys, "sentiment", "--quota", "100")
    assert code == 2
    assert "--quota: experiments/sentiment.yaml names no judge" in err


def test_a_real_judge_is_not_asked_unless_somebody_agrees(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    code, _, err = ran(capsys, "similarity", "--probe", "8", "--aws")
    assert code == 2
    assert "about 8 samples: at most" in err
    assert "nobody is there to ask, so nothing was called" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--probe", "8", "--latency", "1", "2"), "--latency and --probe: got both"),
        (("--aws",), "--aws, --yes: got no --probe"),
        (("--latency", "3", "2"), "--latency: got 3 2, expected P50 and P99 in seconds, 0 < P50 <= P99 <= 900"),
        (("--latency", "nan", "2"), "--latency: got nan 2, expected"),
        (("--report", "no/such/plan.html"), "there is no folder"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_simulated(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = ran(capsys, "similarity", *arguments)
    assert code == 2
    assert said in err
