"""``rft plan`` as a user runs it: its figures, its page, its exit codes, and its calls that are wrong."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rft.__main__ import main

SMALL = ("--prompts", "4", "--rollouts", "4", "--steps", "3")


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
    links = Links()
    links.feed(html)
    assert links.found == []
    assert html.count("<svg") == 2


def test_what_cannot_work_is_told_with_its_figures_and_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ran(capsys, "similarity", "--prompts", "2", "--steps", "1", "--quota", "2")
    assert code == 1
    assert "this cannot work: 100% of the batches fail four times of four" in err
    assert "helps most: " in out
    assert "binds: the judge's quota" in out


def test_a_job_that_works_by_sending_batches_again_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "similarity", "--prompts", "2", "--steps", "1", "--quota", "10")
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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
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
