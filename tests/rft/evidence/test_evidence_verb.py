"""`rft evidence`: kept attacks are renewed, and missing judge cards are priced with the command that makes them."""

import json
from dataclasses import replace
from pathlib import Path

from compiler.evidence.judge_card import JudgeCard, card_file, write_cards
from compiler.evidence.judge_key import STAND_IN, asked_of, judge_named, key_of
from compiler.experiment.file import read_experiment
from compiler.judge.settings import judge_settings
from rft.evidence.calls import missing_cards
from rft.evidence.state import state_of
from rft.score.reward import reward_of
from tests.rft.score.conftest import Kit, copied, kit

__all__ = ["copied", "kit"]


def _state(kit: Kit) -> str:
    done = kit.run("evidence", "tea", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["attacks"]["tea"]["state"]


def test_an_attack_is_written_only_if_it_is_another_than_the_kept_one(kit: Kit) -> None:
    rows = [{"id": f"r{at}", "prompt": f"Tea {at}?", "reference_answer": "yes" if at % 2 else "no"} for at in range(6)]
    kit.rows("data/tea.jsonl", rows)
    kit.rows("data/tea.responses.jsonl", [{"id": "r1", "response": "\\boxed{yes}", "origin": "made up"}])
    file = kit.root / "evidence" / "tea" / "attack.json"
    file.unlink(missing_ok=True)
    # Also if the experiment may not be deployed without.
    kit.reward("tea", (kit.root / "lambda_src/rewards/tea.py").read_text(), "require_evidence: true\n")
    read = read_experiment("tea", kit.root)
    assert state_of(read, kit.root).attack == "none"
    assert _state(kit) == "new"
    assert (state_of(read, kit.root).attack, state_of(read, kit.root).judge) == ("current", None)
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({**kept, "date": "2020-01-01"}))
    assert _state(kit) == "as it was"
    assert json.loads(file.read_text())["date"] == "2020-01-01"
    file.write_text(json.dumps({**kept, "seed": 5, "key": "0" * 16}))
    assert state_of(read, kit.root).attack == "stale"
    assert _state(kit) == "renewed"
    assert json.loads(file.read_text())["seed"] == 5


def test_the_state_of_the_judge_is_that_of_its_worst_dimension(tmp_path: Path) -> None:
    read = read_experiment("similarity")
    assert read.judge is not None
    file, settings = card_file(tmp_path, "similarity"), judge_settings(read.judge, read.job, 1)
    (asked,) = asked_of(reward_of(read)).values()
    key = key_of(asked, settings, judge_named(settings, read.region))
    card = JudgeCard("similar", key, "2026-11-28", "trusted", {}, {}, {}, {})
    assert state_of(read, tmp_path).cells == ("none", "none")
    for changed, wanted in (
        ({}, "trusted"),
        ({"verdict": "inconclusive"}, "inconclusive"),
        ({"verdict": "untrusted"}, "untrusted"),
        ({"key": replace(key, judge=STAND_IN)}, "stale"),
    ):
        file.unlink(missing_ok=True)
        write_cards(file, [replace(card, **changed)], ["similar"])
        assert state_of(read, tmp_path).judge == wanted
    file.write_text("no cards")
    assert state_of(read, tmp_path).as_dict() == {"attack": "none", "findings": [], "judge": "unreadable"}


def test_a_missing_card_is_told_with_its_calls_and_dollars() -> None:
    read = read_experiment("similarity")
    missing = missing_cards(read, reward_of(read))
    assert missing is not None
    assert missing.why == "no judge card on similar"
    assert missing.command == "rft calibrate similarity --aws --keep"
    calls = int(missing.price.partition("at most ")[2].partition(" calls")[0])
    # Each of 48 is asked once, again, turned and with filler; a counterfactual may double each.
    assert 4 * 48 <= calls <= 8 * 48
    assert missing.price.endswith(" USD")


def test_a_dimension_without_labels_in_the_kits_own_data_wants_a_file() -> None:
    read = read_experiment("faithful-summary")
    missing = missing_cards(read, reward_of(read))
    assert missing is not None
    assert missing.command == "rft calibrate faithful-summary LABELS.jsonl --aws --keep"
    assert missing.price.endswith("covers has too few labels there, so add yours")
