"""Reads, checks, proves and hashes one experiment.

name -> YAML -> Experiment -> layers -> asset -> rehearsal -> Reward -> proof -> RewardHash -> CompiledExperiment
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from compiler import naming
from compiler.capacity.experiment_sums import warnings_of
from compiler.compiled import CompiledExperiment
from compiler.environment import check_environment
from compiler.errors import CompileError, alternatives
from compiler.evidence.judge_key import asked_of
from compiler.experiment.experiment import MAX_LAYERS, Experiment
from compiler.experiment.failure_policy import check_failure_policy
from compiler.experiment.file import ROOT, experiment_names, read_experiment
from compiler.experiment.shadow_check import check_shadow, rewards_of
from compiler.judge.judged import calls_per_sample, check_judge, judged_dimensions
from compiler.layers.build import build_layer, host_bytecode
from compiler.layers.built import BuiltLayer
from compiler.layers.lock import read_locks
from compiler.package.asset import Asset, check_size, collect_asset
from compiler.package.startup import check_startup
from compiler.proof.proof import prove_right_beats_wrong
from compiler.rehearsal.rehearsal import Rehearsal, rehearse
from compiler.reward_hash import reward_hash
from compiler.rewards import load_reward, reward_names
from compiler.sandbox.build import build_sandbox
from compiler.sandbox.needed import check_machine, check_sandbox
from compiler.telemetry.custom_metrics import check_custom_metrics

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

__all__ = ["ROOT", "compile_experiment", "experiment_names", "revision_of"]


def compile_experiment(name: str, *, stage: str | None = None, root: Path = ROOT) -> CompiledExperiment:
    """Return everything that deploying the experiment ``name`` needs.

    Args:
        name: the file's name in ``experiments/`` without ``.yaml``.
        stage: prefix of every name, at most 12 lower-case letters and digits.
        root: the folder that holds ``experiments/`` and ``lambda_src/``.

    Raises:
        CompileError: anything the user must change; the message is ready to print.
    """
    shown_as = f"experiments/{name}.yaml"
    naming.check_label(naming.label(name, stage), name)
    naming.check_label_is_free(name, stage, experiment_names(root))
    experiment = read_experiment(name, root)
    lambda_src = root.resolve() / "lambda_src"
    layers, bytecode = _layers(experiment, root, shown_as), host_bytecode(root)
    asset, packages = collect_asset(lambda_src, *rewards_of(experiment)), [layer.python for layer in layers]
    packages += [build_sandbox()] if experiment.sandbox is not None else []
    # First, because the code of a reward that is loaded here could end or stop this process.
    rehearsals = _rehearsals(experiment, asset, packages, bytecode)
    load = partial(load_reward, lambda_src, layers=packages, bytecode=bytecode)
    reward = load(experiment.reward, shown_as)
    judged = judged_dimensions(reward)
    _check_reward(experiment, reward, judged, shown_as)
    if experiment.shadow is not None:
        check_shadow(experiment, load(experiment.shadow.reward, f"{shown_as}: shadow"))
    check_size(asset, experiment.reward, layers)
    digest = reward_hash(experiment, asset, [layer.folder.name for layer in layers])
    compiled = CompiledExperiment(
        experiment=experiment,
        reward_hash=digest,
        asset=asset,
        stage=stage,
        layers=layers,
        host_bytecode=bytecode,
        judged=judged,
        asked=asked_of(reward),
        questions=calls_per_sample(reward),
        dimensions=reward.names,
        rehearsal=rehearsals[0],
    )
    _check_deployable(compiled)
    _check_imports(rehearsals)
    return compiled


def revision_of(name: str, root: Path = ROOT) -> str:
    """Return the revision that deploying the experiment would have, without rehearsal and proof.

    Raises:
        CompileError: the file or a layer is wrong, or there is no such reward.
    """
    shown_as = f"experiments/{name}.yaml"
    experiment = read_experiment(name, root)
    known, wanted = reward_names(root / "lambda_src"), rewards_of(experiment)
    missing = [each for each in wanted if each not in known]
    if missing:
        raise CompileError(f"{shown_as}: reward: got {missing[0]!r}; {alternatives(missing[0], known)}")
    asset = collect_asset(root.resolve() / "lambda_src", *wanted)
    layers = [layer.folder.name for layer in _layers(experiment, root, shown_as)]
    return reward_hash(experiment, asset, layers)[: naming.REVISION_CHARS]


def _layers(experiment: Experiment, root: Path, shown_as: str) -> tuple[BuiltLayer, ...]:
    locks = read_locks(experiment.layers, root, shown_as)
    if locks and experiment.runtime != "python3.13":
        raise CompileError(
            f"{shown_as}: runtime: got {experiment.runtime!r} with layers, expected 'python3.13', the one runtime that "
            "layers are built for; change the runtime or remove the layers"
        )
    if len(locks) + experiment.lambda_insights > MAX_LAYERS:
        raise CompileError(
            f"{shown_as}: layers: got {len(locks)} and lambda_insights, which is a layer too, expected at most "
            f"{MAX_LAYERS} together; remove one"
        )
    return tuple(build_layer(lock, experiment.architecture, root) for lock in locks)


def _rehearsals(experiment: Experiment, asset: Asset, packages: Sequence[Path], bytecode: Path) -> list[Rehearsal]:
    """Rehearse the reward, and its shadow if there is one; loading reports a reward that does not exist."""
    done: list[Rehearsal] = []
    for name in rewards_of(experiment):
        if name in reward_names(asset.root):
            weights = experiment.weights if name == experiment.reward else {}
            done.append(rehearse(name, asset, weights, layers=packages, bytecode=bytecode))
    return done


def _check_imports(rehearsals: Sequence[Rehearsal]) -> None:
    """Raise ``CompileError`` if an import that has gone well by now did not in the rehearsal."""
    for rehearsal in rehearsals:
        if rehearsal.import_fault:
            raise CompileError(
                f"{rehearsal.import_fault} in one process and not in another, expected the same each time, "
                "because each execution environment imports it again; correct that line"
            )


def _check_reward(experiment: Experiment, reward: "AnyReward", judged: tuple[str, ...], shown_as: str) -> None:
    check_judge(experiment, judged)
    check_sandbox(experiment, reward)
    check_failure_policy(experiment, reward)
    prove_right_beats_wrong(reward, experiment.weights, shown_as)
    check_custom_metrics(experiment, reward)


def _check_deployable(compiled: CompiledExperiment) -> None:
    """Raise ``CompileError`` if AWS would refuse it, if no run could succeed, or if the function cannot start."""
    naming.check_length(compiled.function_name, compiled.experiment.name, compiled.stage)
    if compiled.experiment.sandbox is not None:
        naming.check_length(compiled.sandbox_name, compiled.experiment.name, compiled.stage)
        check_machine(compiled.experiment)
    check_environment(compiled.environment, compiled.experiment)
    warnings_of(compiled)
    check_startup(compiled)
