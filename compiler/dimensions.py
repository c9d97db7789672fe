"""The dimensions of an experiment's reward: CompiledExperiment -> their names."""

from compiler.compiled import CompiledExperiment
from compiler.rewards import load_reward

__all__ = ["dimension_names"]


def dimension_names(compiled: CompiledExperiment) -> tuple[str, ...]:
    """Return the names in the reward's order; each has a metric and a log field of its own."""
    layers = [layer.python for layer in compiled.layers]
    name = compiled.experiment.reward
    shown_as = f"experiments/{compiled.experiment.name}.yaml"
    reward = load_reward(compiled.asset.root, name, shown_as, layers=layers, bytecode=compiled.host_bytecode)
    return tuple(reward.names)
