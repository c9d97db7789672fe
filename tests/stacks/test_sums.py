"""Each warning of the sums reaches the user once; an impossible experiment stops the synthesis."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack

from compiler.compile import experiment_names
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge
from stacks.checks import capacity as sums
from stacks.checks.checked_app import checked_app
from tests.shipped import shipped
from tests.stacks.synthesis import FLAGS

MODEL = "us.amazon.nova-2-lite-v1:0"


def warnings(outdir: Path, stack: str = "*") -> list[str]:
    """Return every warning in the assembly, or about one stack of it, as the command line reads them."""
    found: list[str] = []
    for file in outdir.glob(f"{stack}.metadata.json"):
        entries = [entry for place in json.loads(file.read_text()).values() for entry in place]
        found += [entry["data"] for entry in entries if entry["type"] == "aws:cdk:warning"]
    return found


def test_a_warning_of_an_experiment_stands_on_its_stack_once(variants: Path) -> None:
    evidence, payload, concurrency = sorted(warnings(variants, "NovaReward-hasty"))
    assert evidence.startswith(
        "evidence/hasty/attack.json: got no attack on this reward, expected one; run `rft attack"
    )
    assert payload.startswith("job: got 64 responses of up to 32768 tokens, 8.0 MB")
    assert payload.endswith("[ack: nova-reward-kit:payload]")
    assert concurrency.startswith("reserved_concurrency: got 3 for a job of 12 invocations at once")


def test_the_experiments_of_the_kit_warn_of_nothing_but_judges_that_nobody_calibrated(assembly: Path) -> None:
    made_up = ("evidence/opt-ins/", "evidence/judged/", "evidence/isolated/")
    found = sorted(each for each in warnings(assembly) if not each.startswith(made_up))
    judged = [name for name in experiment_names() if shipped(name).judged]
    assert judged
    assert [each.partition(": got ")[0] for each in found] == [f"evidence/{name}/judge_card.json" for name in judged]
    assert all(
        f"run `rft calibrate {name} LABELS.jsonl --aws --keep`" in each
        for name, each in zip(judged, found, strict=True)
    )


def judged(name: str, rate: int) -> Experiment:
    return Experiment(name=name, reward="r", description="d", judge=Judge(model=MODEL, requests_per_minute=rate))


def account(monkeypatch: pytest.MonkeyPatch, outdir: Path, in_app: str, **shares: int) -> list[str]:
    """Return the warnings of an app with the stack ``in_app`` of a kit whose experiments have these shares."""
    monkeypatch.setattr(sums, "experiment_names", lambda root: list(shares))  # pyright: ignore[reportUnknownLambdaType]
    monkeypatch.setattr(sums, "read_experiment", lambda name: judged(name, shares[name]))
    quotas: dict[str, Any] = {"us-east-1": {MODEL: {"requests_per_minute": 2000}}}
    app = App(context={**FLAGS, "judgeQuotas": quotas}, outdir=str(outdir))
    stack = Stack(app, in_app)
    sums.add_account_warnings(app, {in_app: stack})
    app.synth()
    return warnings(outdir)


def test_shares_count_whether_their_experiment_is_in_the_app_or_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (warning,) = account(monkeypatch, tmp_path, "one", one=1200, two=1200)
    assert "got one 1200 + two 1200 = 2400 requests a minute" in warning


def test_an_app_without_a_part_in_it_is_not_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert account(monkeypatch, tmp_path, "three", one=1200, two=1200) == []


def test_one_share_above_the_account_stops_the_synthesis(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(CompileError, match=r"^experiments/two.yaml: judge.requests_per_minute: got two 2001 \+ one 5"):
        account(monkeypatch, tmp_path, "one", one=5, two=2001)


def test_the_app_reads_the_accounts_figures_from_its_context(tmp_path: Path) -> None:
    with pytest.raises(CompileError, match="context judgeQuotas: us-east-1: "):
        checked_app({**FLAGS, "experiment": "sentiment", "judgeQuotas": {"us-east-1": 7}}, str(tmp_path))
