"""Loads the experiment's reward into this process, with its layers. Nothing is proved, and nothing is refused."""

import sys
from pathlib import Path

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.layers.build import build_layer, host_bytecode
from compiler.layers.lock import read_locks
from compiler.rewards import load_reward as check_import
from reward_runtime.errors import RewardError
from reward_runtime.reward import AnyReward, load_reward

from rft.repository import ROOT


def reward_of(experiment: Experiment, root: Path = ROOT) -> AnyReward:
    """Return the reward with the experiment's weights.

    A reward that synth refuses is loaded too, because its scores show why.

    Raises:
        CompileError: its file cannot be imported, or its layers or weights are wrong.
    """
    shown_as = f"experiments/{experiment.name}.yaml"
    locks = read_locks(experiment.layers, root, shown_as)
    layers = [build_layer(lock, experiment.architecture, root).python for lock in locks]
    lambda_src, bytecode = root.resolve() / "lambda_src", host_bytecode(root)
    # The compiler names the author's line if the import fails. It forgets what it imported, because its reward has a
    # runtime of its own; this process needs one reward and one runtime.
    check_import(lambda_src, experiment.reward, shown_as, layers=layers, bytecode=bytecode)
    sys.path[:0] = [str(folder) for folder in (lambda_src, *layers)]
    sys.pycache_prefix, sys.dont_write_bytecode = str(bytecode), True
    try:
        return load_reward(experiment.reward).weighted(experiment.weights)
    except RewardError as error:
        raise CompileError(f"{shown_as}: {error}") from None
