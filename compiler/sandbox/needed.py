"""The check that an experiment has a sandbox if, and only if, its reward runs programs."""

import platform
from typing import TYPE_CHECKING

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.judged import LAYER
from compiler.sandbox.build import LAMBDA_MACHINE

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

__all__ = ["check_machine", "check_sandbox"]


def check_sandbox(experiment: Experiment, reward: "AnyReward") -> None:
    """Raise ``CompileError`` for a sandbox without programs, or for programs without a sandbox."""
    shown_as = f"experiments/{experiment.name}.yaml: sandbox"
    if experiment.sandbox is None and reward.runs_programs:
        raise CompileError(
            f"{shown_as}: missing, expected it because the reward {experiment.reward!r} runs programs; add "
            "'sandbox: {}'"
        )
    if experiment.sandbox is not None and LAYER not in experiment.layers:
        raise CompileError(
            f"experiments/{experiment.name}.yaml: layers: got {experiment.layers}, expected {LAYER!r} among them, "
            f"because it brings the client that calls the sandbox; write 'layers: [{LAYER}]'"
        )
    if experiment.sandbox is not None and not reward.runs_programs:
        raise CompileError(
            f"{shown_as}: got one, expected none because the reward {experiment.reward!r} runs no programs; remove it, "
            "or choose a reward that does"
        )


def check_machine(experiment: Experiment) -> None:
    """Raise ``CompileError`` if the sandbox that this machine builds does not run in Lambda."""
    machine = f"{platform.system()}-{platform.machine()}"
    if machine != LAMBDA_MACHINE:
        raise CompileError(
            f"experiments/{experiment.name}.yaml: sandbox: got the machine {machine}, expected {LAMBDA_MACHINE}, "
            "because the component is compiled for the processor of this machine and runs in Lambda on x86_64; deploy "
            "from such a machine, for example from a workflow. `rft score` works here too"
        )
