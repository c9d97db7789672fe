"""`rft attack`: findings with events, a page, and an exit code that a pipeline can use."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from compiler.attack.engine import Depth
from compiler.attack.finding import Finding, Severity
from rft.attack import run
from rft.attack.page import page
from rft.attack.run import Attacked

Rft = Callable[..., CompletedProcess[str]]
HOSTILE = "</script><script>alert(1)</script>\x1b[31m"


def found(severity: Severity) -> Attacked:
    event = [{"id": "r1", "messages": [{"role": "assistant", "content": HOSTILE}]}]
    finding = Finding("F1", "blank", severity, "earns all", "a guard", "mend it", 1.0, 2, 3, event)
    return Attacked("tone", "tone", "", Depth.QUICK, 0, 3, 90, True, [finding])


def test_a_shipped_experiment_is_attacked_without_a_finding_above_low(rft: Rft) -> None:
    done = rft("attack", "tool-plan", "--depth", "quick", "--json")
    result = json.loads(done.stdout)

    assert done.returncode == 0, done.stderr
    assert result["calibrated"]
    assert result["rows"] == 4
    assert {each["severity"] for each in result["findings"]} <= {"info", "low"}


def test_a_finding_above_low_exits_1_and_says_what_to_do(rft: Rft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "attack_here", lambda *_: found(Severity.MEDIUM))

    done = rft("attack", "tool-plan")

    assert done.returncode == 1
    assert "1 of 1 findings are medium or worse" in done.stderr
    assert "mend:  mend it" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_low_finding_exits_0(rft: Rft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "attack_here", lambda *_: found(Severity.LOW))

    assert rft("attack", "tool-plan").returncode == 0


def test_an_unknown_depth_is_a_wrong_call(rft: Rft) -> None:
    done = rft("attack", "tool-plan", "--depth", "abyss")

    assert done.returncode == 2
    assert "--depth: got 'abyss', expected quick, standard, deep" in done.stderr


def test_the_page_shows_a_hostile_response_as_text(tmp_path: Path) -> None:
    html = page(found(Severity.HIGH))

    assert "<script>alert" not in html
    assert "\x1b" not in html
    assert "high: 1" in html
    assert "http://" not in html
    assert "https://" not in html
