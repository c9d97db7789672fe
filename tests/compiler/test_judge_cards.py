"""The gate for judged rewards: a card counts for its judge, rubric, scale and settings, and for nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compiler.capacity.experiment_sums import warnings_of
from compiler.compile import compile_experiment, revision_of
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from compiler.evidence.gate import evidence_findings
from compiler.evidence.judge_card import JudgeCard, card_file, read_cards, write_cards
from compiler.evidence.judge_key import STAND_IN, JudgeKey, asked_of, judge_named, key_of
from compiler.evidence.statement import statement
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment
from compiler.judge.settings import judge_settings
from compiler.rewards import load_reward
from tests.compiler.made_kit import Kit

MODEL = "us.amazon.nova-2-lite-v1:0"
JUDGED = f"reward: first\ndescription: d\nlayers: [judge]\njudge:\n  model: {MODEL}\n  requests_per_minute: 1200\n"
CHECKS = {"order": "good: Spearman 0.90 [0.85, 0.94]", "length": "open: unknown"}
Change = Callable[[Kit], None]


@pytest.fixture
def compiled(judged_kit: Kit) -> CompiledExperiment:
    judged_kit.experiment("one", JUDGED)
    return _compiled(judged_kit.root)


@cache
def _compiled(root: Path) -> CompiledExperiment:
    """Once, because every kit stands in the same folder, and compiling takes a second and a half."""
    return compile_experiment("one", root=root)


def keys(compiled: CompiledExperiment, judge: str = "") -> dict[str, JudgeKey]:
    block = compiled.experiment.judge
    assert block is not None
    settings = judge_settings(block, compiled.experiment.job, 1)
    name = judge or judge_named(settings, compiled.experiment.region)
    return {dimension: key_of(asked, settings, name) for dimension, asked in compiled.asked.items()}


def card(dimension: str, key: JudgeKey, **other: Any) -> JudgeCard:
    figures = {"Spearman": "0.90 [0.85, 0.94]", "weighted kappa": "0.81 [0.75, 0.86]"}
    made = JudgeCard(dimension, key, "2026-11-28", "trusted", {"count": 160}, figures, CHECKS, {})
    return replace(made, **other)


def keep(compiled: CompiledExperiment, judge: str = "", **other: Any) -> Path:
    file = card_file(compiled.asset.root.parent, "one")
    write_cards(file, [card(name, key, **other) for name, key in keys(compiled, judge).items()], compiled.asked)
    return file


def told(compiled: CompiledExperiment) -> str:
    """The gate's message about the judge."""
    return "".join(each.text for each in evidence_findings(compiled) if each.code == "judge-card")


def again(kit: Kit) -> CompiledExperiment:
    """The experiment as its files are now, without rehearsal, proof and trial start."""
    read = read_experiment("one", kit.root)
    reward = load_reward(kit.lambda_src, read.reward, "experiments/one.yaml")
    return replace(_compiled(kit.root), experiment=read, asked=asked_of(reward))


def test_without_a_card_one_line_names_judge_dimensions_and_command(compiled: CompiledExperiment) -> None:
    assert told(compiled) == (
        "evidence/one/judge_card.json: got no judge card on kind, brief, sound, expected trust in the model "
        f"{MODEL}; run `rft calibrate one LABELS.jsonl --aws --keep`"
    )
    assert statement(compiled)[1:] == [f"judge card: none of model {MODEL} on kind, brief, sound"]


def test_trusted_cards_on_every_judged_dimension_open_the_gate(compiled: CompiledExperiment) -> None:
    file = keep(compiled)
    assert told(compiled) == ""
    assert statement(compiled)[1] == (
        "judge card on kind: 2026-11-28, trusted, weighted kappa 0.81 [0.75, 0.86], Spearman 0.90 [0.85, 0.94], "
        f"labels 160 by model {MODEL}"
    )
    held = json.loads(file.read_text())["cards"]
    file.write_text(json.dumps({"cards": [each for each in held if each["dimension"] != "brief"]}))
    assert "got no judge card on brief, expected" in told(compiled)


def _text(kit: Kit) -> None:
    (kit.lambda_src / "rewards" / "first.md").write_text("Is {response} very sound?")


def _canary(kit: Kit) -> None:
    file = kit.lambda_src / "rewards" / "first.md"
    head = '+++\n[canary]\nquestion = "Why?"\ngood = "So."\nbad = "No."\n+++\n'
    file.write_bytes(f"{head}{file.read_text()}".replace("\n", "\r\n").encode())


def _source(old: str, new: str) -> Change:
    def change(kit: Kit) -> None:
        file = kit.lambda_src / "rewards" / "first.py"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    return change


def _judge(lines: str, model: str = MODEL) -> Change:
    return lambda kit: kit.experiment("one", f"{JUDGED.replace(MODEL, model)}{lines}")


def _runtime(kit: Kit) -> None:
    with (kit.lambda_src / "reward_runtime" / "judge" / "judge.py").open("a") as file:
        file.write("# a comment\n")
    kit.reward("second", correct=0.9)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_text, "got a card of another text of the rubric on sound, expected"),
        (_source('"first.md", scale=Points(1, 5)', '"first.md", scale=Points(1, 3)'), "on sound, expected"),
        (
            _source('"first.manner.md", scale=Points(1, 5)', '"first.manner.md", scale=Points(0, 4)'),
            "of another scale (1=0.0, 2=0.25, 3=0.5, 4=0.75, 5=1.0) on kind, brief, expected",
        ),
        (_judge("", "us.amazon.nova-micro-v1:0"), f"of another judge (model {MODEL}) on kind, brief, sound"),
        (_judge("  max_tokens: 300\n"), "of other settings (max_tokens 400, now 300) on kind, brief, sound"),
        (_judge("  structured: true\n"), "other settings (structured false, now true)"),
        (_judge("  omit: [temperature]\n"), 'other settings (omit none, now ["temperature'),
        (_judge("  guardrail:\n    id: abc123\n    version: 2\n"), "other settings (guardrail none, now abc123:2)"),
    ],
)
def test_a_stale_card_says_which_part_of_its_key_changed(
    judged_kit: Kit, compiled: CompiledExperiment, change: Change, says: str
) -> None:
    keep(compiled)
    change(judged_kit)
    assert says in told(again(judged_kit))
    assert ", labels 160" in statement(again(judged_kit))[-1]


@pytest.mark.parametrize(
    "change",
    [
        _runtime,
        _canary,
        _source("weight=0.8", "weight=0.9"),
        _source("REWARD = ", "# a comment\nREWARD = "),
        _judge("  hedge: false\n  canary_share: 0.5\n  tokens_per_minute: 9000\n  latency_p50_seconds: 0.9\n"),
        _judge("job:\n  batch_size: 8\n"),
        _judge("tags:\n  owner: me\n"),
    ],
)
def test_nothing_else_voids_a_card(judged_kit: Kit, compiled: CompiledExperiment, change: Change) -> None:
    keep(compiled)
    change(judged_kit)
    assert told(again(judged_kit)) == ""


def test_the_stand_ins_trust_is_never_a_models(judged_kit: Kit, compiled: CompiledExperiment) -> None:
    keep(compiled, STAND_IN)
    assert f"got a card of another judge ({STAND_IN}) on kind, brief, sound, expected" in told(compiled)
    for name in ("stand-in", STAND_IN.split(",")[0].removeprefix("the ")):
        judged_kit.experiment("one", JUDGED.replace(f"model: {MODEL}", f"endpoint: {name}"))
        assert "another judge (the stand-in" in told(again(judged_kit))


def test_an_endpoint_is_another_judge_in_another_region() -> None:
    def named(region: str) -> str:
        judge: Any = {"endpoint": "Judge", "requests_per_minute": 5, "region": region}
        read = Experiment(name="n", reward="r", description="d", judge=judge)
        assert read.judge is not None
        return judge_named(judge_settings(read.judge, read.job, 1), "us-east-1")

    assert (named("eu-west-1"), named("us-east-1")) == ("endpoint Judge in eu-west-1", "endpoint Judge in us-east-1")


@pytest.mark.parametrize("verdict", ["untrusted", "inconclusive"])
def test_a_judge_that_is_not_trusted_is_told_with_the_checks_that_fail(
    compiled: CompiledExperiment, verdict: str
) -> None:
    keep(compiled, verdict=verdict)
    assert f"got the verdict {verdict} (length) on kind, brief, sound, expected" in told(compiled)


def test_an_experiment_that_requires_evidence_does_not_compile_without_a_trusted_card(
    judged_kit: Kit, compiled: CompiledExperiment
) -> None:
    judged_kit.experiment("one", f"{JUDGED}require_evidence: true\n")
    with pytest.raises(CompileError, match=r"experiments/one.yaml: evidence/one/judge_card.json: got no judge card"):
        warnings_of(again(judged_kit))
    keep(compiled)
    with pytest.raises(CompileError) as refused:
        warnings_of(again(judged_kit))
    assert str(refused.value).splitlines() == [
        "experiments/one.yaml: evidence/one/attack.json: got no attack on this reward, expected one; "
        "run `rft attack one --keep`"
    ]


def test_cards_change_no_revision(judged_kit: Kit, compiled: CompiledExperiment) -> None:
    keep(compiled)
    assert revision_of("one", judged_kit.root) == compiled.revision


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "something else than cards (Invalid JSON"),
        ("\x00", "something else than cards (Invalid JSON"),
        ("[]", "something else than cards"),
        ('{"cards": {}}', "something else than cards (cards: "),
        ('{"cards": [{"dimension": "kind"}]}', "something else than cards (cards.0."),
        ('<<<<<<< HEAD\n{"cards": []}\n', "something else than cards (Invalid JSON: expected value at line 1"),
    ],
)
def test_a_file_that_holds_no_cards_is_told_and_never_overwritten(
    compiled: CompiledExperiment, text: str, says: str
) -> None:
    file = keep(compiled)
    file.write_text(text)
    assert f"evidence/one/judge_card.json: got {says}" in told(compiled)
    assert statement(compiled)[1].startswith("judge card: something else than cards")
    with pytest.raises(ValueError, match="something else than cards"):
        write_cards(file, [], compiled.asked)
    assert file.read_text() == text


@pytest.mark.parametrize("change", [{"verdict": "Trusted"}, {"verdict": None}, {"key": "x"}, {"more": 1}])
def test_a_card_with_a_field_of_another_kind_is_none(compiled: CompiledExperiment, change: dict[str, object]) -> None:
    file = keep(compiled)
    held = json.loads(file.read_text())
    held["cards"][0] |= change
    file.write_text(json.dumps(held))
    assert "got something else than cards (cards.0." in told(compiled)


def test_a_file_from_another_editor_is_read(compiled: CompiledExperiment) -> None:
    file = keep(compiled)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert told(compiled) == ""


def test_a_card_replaces_its_judges_and_leaves_the_others(compiled: CompiledExperiment) -> None:
    file = keep(compiled, STAND_IN)
    keep(compiled)
    changed = {name: replace(key, rubric="another") for name, key in keys(compiled).items()}
    write_cards(file, [card("kind", changed["kind"], verdict="untrusted")], ["kind", "brief"])
    kept = [(each.dimension, each.key.judge, each.verdict) for each in read_cards(file)]
    assert kept == [
        ("brief", f"model {MODEL}", "trusted"),
        ("brief", STAND_IN, "trusted"),
        ("kind", f"model {MODEL}", "untrusted"),
        ("kind", STAND_IN, "trusted"),
    ]


def test_of_two_cards_of_one_day_the_one_that_trusts_less_counts(compiled: CompiledExperiment) -> None:
    file = keep(compiled)
    held = json.loads(file.read_text())
    held["cards"] += [each | {"verdict": "untrusted"} for each in held["cards"]]
    file.write_text(json.dumps(held))
    assert "got the verdict untrusted" in told(compiled)
