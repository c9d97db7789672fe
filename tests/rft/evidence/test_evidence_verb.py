"""`rft evidence`: kept attacks are renewed, and missing judge cards are priced with the command that makes them."""

import json

from compiler.experiment.file import read_experiment
from rft.evidence.calls import missing_cards
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
    assert _state(kit) == "new"
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({**kept, "date": "2020-01-01"}))
    assert _state(kit) == "as it was"
    assert json.loads(file.read_text())["date"] == "2020-01-01"
    file.write_text(json.dumps({**kept, "seed": 5, "key": "0" * 16}))
    assert _state(kit) == "renewed"
    assert json.loads(file.read_text())["seed"] == 5


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
