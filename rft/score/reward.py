"""Loads the experiment's reward into this process, with its layers. Nothing is proved, and nothing is refused."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import ROOT
from compiler.layers.build import build_layer, host_bytecode
from compiler.layers.lock import read_locks
from compiler.rewards import load_reward as check_import
from compiler.sandbox.build import build_sandbox
from reward_runtime.errors import RewardError
from reward_runtime.reward import AnyReward, load_reward

from rft.score.fault import author_trace


def reward_of(experiment: Experiment, root: Path = ROOT) -> AnyReward:
    """Return the reward with the experiment's weights.

    A reward that synth refuses is loaded too, because its scores show why.

    Raises:
        CompileError: its file cannot be imported, or its layers or weights are wrong.
    """
    shown_as = f"experiments/{experiment.name}.yaml"
    locks = read_locks(experiment.layers, root, shown_as)
    layers = [build_layer(lock, experiment.architecture, root).python for lock in locks]
    layers += [build_sandbox()] if experiment.sandbox is not None else []
    lambda_src, bytecode = root.resolve() / "lambda_src", host_bytecode(root)
    # Output of the file on import must not end up in the middle of this command's JSON.
    with contextlib.redirect_stdout(sys.stderr):
        _check_import(lambda_src, experiment.reward, shown_as, layers, bytecode)
        sys.path[:0] = [str(folder) for folder in (lambda_src, *layers)]
        sys.pycache_prefix, sys.dont_write_bytecode = str(bytecode), True
        try:
            return load_reward(experiment.reward).weighted(experiment.weights)
        except RewardError as error:
            raise CompileError(f"{shown_as}: {error}") from None


def _check_import(lambda_src: Path, name: str, asked_by: str, layers: Sequence[Path], bytecode: Path) -> None:
    """Import the reward as synth does, which names the author's line if that fails, and forgets the module.

    Its reward has a runtime of its own, so this process imports the file again for the reward that it scores with.
    """
    try:
        check_import(lambda_src, name, asked_by, layers=layers, bytecode=bytecode)
    except CompileError as error:
        if error.__cause__ is not None:
            print(author_trace(error.__cause__), file=sys.stderr)
        raise
