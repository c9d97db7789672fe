"""One attack from its arguments to its findings: rehearsal, proof, attack, and the judge if there is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from compiler.attack.engine import Attack, Depth
from compiler.attack.finding import Finding, Severity
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import ROOT
from compiler.layers.build import build_layer, host_bytecode
from compiler.layers.lock import read_locks
from compiler.package.asset import collect_asset
from compiler.proof.proof import prove_right_beats_wrong
from compiler.rehearsal.rehearsal import attack_reward
from compiler.sandbox.build import build_sandbox
from reward_runtime.reward import AnyReward

from rft.attack.stood_in import by_stand_in
from rft.score.reward import reward_of

if TYPE_CHECKING:
    from rft.deployed.function import Function

__all__ = ["BY_STAND_IN", "Attacked", "attack_here", "attack_there"]

BY_STAND_IN: Final = "stand-in"
"""The judge that compares words, as findings and evidence name it."""


@dataclass(frozen=True)
class Attacked:
    """The findings of an attack on an experiment."""

    experiment: str
    reward: str
    judge: str
    """Who judged; empty if nobody does."""
    depth: Depth
    seed: int
    rows: int
    responses: int
    calibrated: bool
    findings: Sequence[Finding]
    """The worst first."""
    arn: str = ""
    """The deployed function; empty if this process was attacked."""
    calls: int = 0
    """Of the function."""
    judge_calls: int = 0
    """Of the judge, as far as this process made them."""

    @property
    def worst(self) -> Severity:
        """The worst severity; ``INFO`` if nothing was found."""
        return max((each.severity for each in self.findings), default=Severity.INFO)


def attack_there(function: "Function", depth: Depth, seed: int, agreed: bool) -> Attacked:
    """Attack the deployed function of an experiment."""
    # Clients of AWS take a while to load, and an attack in this process needs none.
    from rft.attack.deployed import attack_deployed
    from rft.deployed.about import judge_of_callee
    from rft.local.stand_in import STAND_IN

    callee = function.callee
    experiment = callee.compiled.experiment
    found = attack_deployed(function, reward_of(experiment), depth, seed, agreed)
    judge = judge_of_callee(callee)
    judge = BY_STAND_IN if judge == STAND_IN else judge
    known = (experiment.name, experiment.reward, judge, depth, seed, found.rows, found.responses, found.calibrated)
    # A finding by the stand-in alone says nothing about a model, deployed or not.
    findings = [by_stand_in(each) for each in found.findings] if judge == BY_STAND_IN else found.findings
    return Attacked(*known, sorted(findings, key=lambda each: -each.severity), callee.arn, function.calls)


def attack_here(experiment: Experiment, depth: Depth, seed: int) -> Attacked:
    """Attack an experiment in processes of this machine; the stand-in judges."""
    reward = reward_of(experiment)
    asset = collect_asset(ROOT.resolve() / "lambda_src", experiment.reward)
    locks = read_locks(experiment.layers, ROOT, f"experiments/{experiment.name}.yaml")
    layers = [build_layer(lock, experiment.architecture, ROOT).python for lock in locks]
    layers += [build_sandbox()] if experiment.sandbox is not None else []
    result = attack_reward(
        experiment.reward, asset, experiment.weights, depth.value, seed, layers=layers, bytecode=host_bytecode(ROOT)
    )
    found: dict[str, Any] = result.get("attack") or {}
    findings = [*_rehearsed(result["findings"]), *_proved(reward, experiment)]
    findings += map(Finding.from_json, found.get("findings", ()))
    rows, responses = int(found.get("rows", 0)), int(found.get("responses", 0))
    calibrated, judge, asked = bool(found.get("calibrated")), "", 0
    if reward.judged:
        by_judge, asked = _judged(reward, experiment, depth, seed)
        findings += by_judge.findings
        rows, responses, judge = by_judge.rows, responses + by_judge.responses, BY_STAND_IN
        calibrated = calibrated or by_judge.calibrated
    ranked = sorted(findings, key=lambda each: -each.severity)
    known = (experiment.name, experiment.reward, judge, depth, seed, rows, responses, calibrated)
    return Attacked(*known, _once(ranked), judge_calls=asked)


def _judged(reward: AnyReward, experiment: Experiment, depth: Depth, seed: int) -> tuple[Attack, int]:
    # Only judged rewards load the client of Bedrock, which takes a second.
    from rft.attack.judged import attack_judged

    return attack_judged(reward, experiment, depth, seed)


def _rehearsed(lines: Sequence[str]) -> list[Finding]:
    cause = "the rehearsal, which runs at every synth, refuses this reward"
    return [Finding("F0", "rehearsal", Severity.HIGH, line, cause, "mend that line") for line in lines]


def _proved(reward: AnyReward, experiment: Experiment) -> list[Finding]:
    shown_as = f"experiments/{experiment.name}.yaml"
    try:
        # The reason that a reward gives for its inversion makes none of it.
        prove_right_beats_wrong(replace(reward, allow_inversion=""), {}, shown_as)
    except CompileError as error:
        cause = "the sum of the other dimensions outweighs the decisive one"
        mend = "let the decisive dimension outweigh all others together"
        return [Finding("F5", "inversion", Severity.HIGH, str(error), cause, mend)]
    return []


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Return each finding once: the attack with a perfect judge and that with the stand-in find faults alike."""
    return list({(each.family, each.name): each for each in reversed(findings)}.values())[::-1]
