"""The gate at synth: a kept attack counts for the reward as it is, and missing evidence is named with a command."""

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.capacity.finding import Finding
from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from compiler.evidence.attestation import Attestation, attack_file, attack_key, read_attestation, write_attestation
from compiler.evidence.gate import evidence_findings
from compiler.evidence.statement import statement
from compiler.experiment.file import ROOT, experiment_names, read_experiment
from compiler.package.asset import collect_asset
from compiler.rehearsal.rehearsal import Rehearsal
from tests.compiler.made_kit import Kit

REQUIRED = "reward: first\ndescription: the first\nrequire_evidence: true\n"
KEPT = Attestation("", "2026-11-28", "standard", 0, 12, 900, True, "", "low", ("low: in_quote",))


def key(kit: Kit, **weights: float) -> str:
    return attack_key(collect_asset(kit.lambda_src, "first"), "first", weights)


def keep(kit: Kit, kept: Attestation) -> None:
    write_attestation(attack_file(kit.root, "one"), kept)


def gate(kit: Kit) -> tuple[Finding, ...]:
    return evidence_findings(compile_experiment("one", root=kit.root))


def test_without_an_attack_a_deployment_is_warned_of_and_told_the_command(kit: Kit) -> None:
    (warning,) = gate(kit)

    assert not warning.impossible
    assert warning.text == (
        "evidence/one/attack.json: got no attack on this reward, expected one; run `rft attack one --keep`"
    )


def test_an_experiment_that_requires_evidence_does_not_compile_without(kit: Kit) -> None:
    kit.experiment("one", REQUIRED)
    with pytest.raises(CompileError, match=r"experiments/one.yaml: evidence/one/attack.json: got no attack"):
        compile_experiment("one", root=kit.root)

    keep(kit, replace(KEPT, key=key(kit)))
    compiled = compile_experiment("one", root=kit.root)

    assert evidence_findings(compiled) == ()
    assert statement(compiled) == ["attack: 2026-11-28, depth standard, 900 responses, worst finding low"]


def test_requiring_evidence_changes_no_revision(kit: Kit) -> None:
    before = compile_experiment("one", root=kit.root).reward_hash
    keep(kit, replace(KEPT, key=key(kit)))
    kit.experiment("one", REQUIRED)

    assert compile_experiment("one", root=kit.root).reward_hash == before


def test_an_attack_counts_for_the_reward_s_own_files_and_weights_and_no_comment_of_its_kind_voids_it(kit: Kit) -> None:
    before, weighted = key(kit), key(kit, correct=0.9)
    reward = (kit.lambda_src / "rewards/first.py").read_text()
    (kind,) = {line.split()[1] for line in reward.splitlines() if line.startswith("from reward_runtime.answers")} or {
        ""
    }
    module = kit.lambda_src / f"{kind.replace('.', '/')}.py"
    code = module.read_text()
    (kit.lambda_src / "reward_runtime/pipeline.py").open("a").write("MORE = 1\n")
    module.write_text(f"{code}\n# a comment\n")
    commented = key(kit)
    module.write_text(f"{code}\nMORE = 1\n")
    changed = key(kit)
    module.write_text(code)
    kit.reward("first", correct=0.9)

    assert before == commented
    assert len({before, weighted, changed, key(kit)}) == 4


def test_an_attack_on_another_state_of_the_reward_is_stale(kit: Kit) -> None:
    keep(kit, replace(KEPT, key="0" * 16))

    assert "got an attack on another state of the reward" in gate(kit)[0].text
    assert statement(compile_experiment("one", root=kit.root))[0].endswith("; of another state of the reward")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"key": 1}', "\x00"])
def test_a_file_that_is_no_attestation_is_none(kit: Kit, text: str) -> None:
    file = attack_file(kit.root, "one")
    file.parent.mkdir(parents=True)
    file.write_text(text)

    assert "got no attack on this reward" in gate(kit)[0].text


def test_a_critical_finding_kept_or_just_found_is_told(kit: Kit) -> None:
    keep(kit, replace(KEPT, key=key(kit), worst="critical", findings=("critical: blank",)))
    compiled = compile_experiment("one", root=kit.root)
    found: CompiledExperiment = replace(compiled, rehearsal=Rehearsal(0.1, dangers=("critical: long earns 100%",)))

    assert "got critical: blank, expected no critical finding" in evidence_findings(compiled)[0].text
    assert "a quick attack has a finding: critical: long earns 100%" in evidence_findings(found)[0].text


@pytest.mark.parametrize("name", experiment_names(ROOT))
def test_every_shipped_experiment_has_a_fresh_attack_without_a_finding_above_low(name: str) -> None:
    experiment = read_experiment(name)
    kept = read_attestation(attack_file(Path(ROOT), name))

    assert kept is not None
    assert kept.worst in ("", "low")
    assert kept.key == attack_key(collect_asset(ROOT / "lambda_src", experiment.reward), experiment.reward, {}), (
        "its reward or kind of answer changed: run `make evidence` and commit the result"
    )
