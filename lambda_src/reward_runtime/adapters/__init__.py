"""Rewards of other libraries as rewards here, and rewards of this kit as theirs.

verl:  ``compute_score(data_source, solution_str, ground_truth, extra_info) -> float | {"score": float}``
TRL:   ``reward_func(prompts, completions, **columns) -> [float | None]``
"""

from reward_runtime.adapters.trl import as_trl, from_trl, trl_scorer
from reward_runtime.adapters.verl import ComputeScore, as_verl, from_verl, verl_scorer

__all__ = ["ComputeScore", "as_trl", "as_verl", "from_trl", "from_verl", "trl_scorer", "verl_scorer"]
