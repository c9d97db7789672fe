"""Runs in the rehearsal's own process: the standard library, ``reward_runtime`` and the reward, nothing else."""
