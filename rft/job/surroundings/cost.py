"""The cost of a job's reward: order -> the sentences of `rft plan`."""

from rft.job.settings import Settings
from rft.road import Road

__all__ = ["expected_cost"]

_STEPS = 100
"""Steps of a job whose road counts epochs: as many as `rft plan` takes by itself."""
_ROWS = 1000
"""Rows of an evaluation, of which the command sees only the place."""
_PROMPTS = ("global_batch_size", "batchSize", "batch_size")
_ROLLOUTS = ("number_generation", "trainingSamplePerPrompt", "rollout_n")
_FEWEST_ROLLOUTS = 2
"""Of Nova's recipes, if the road sets none."""


def expected_cost(experiment: str, road: Road, settings: Settings) -> list[str]:
    """Return the time and the dollars of the reward's part, a fact a line, the assumptions among them.

    A batch is taken for prompts, each with its rollouts: AWS's pages leave open whether it counts these.
    """
    # Here, because it takes a second, and most verbs need none of it.
    from rft.plan.brief import brief

    if road is Road.EVALUATION:
        said = brief(experiment, road.value, steps=1, prompts=_ROWS, rollouts=1)
        return [*said, f"{_ROWS} rows are assumed"]
    steps = settings.values.get("max_steps", _STEPS)
    prompts, rollouts = _first(settings, _PROMPTS, 1), _first(settings, _ROLLOUTS, _FEWEST_ROLLOUTS)
    said = brief(experiment, road.value, steps=steps, prompts=prompts, rollouts=rollouts)
    assumed = "" if "max_steps" in settings.values else f", {_STEPS} steps are assumed"
    return [*said, f"{prompts} prompts a step, {rollouts} responses to each{assumed}; `rft plan` takes other figures"]


def _first(settings: Settings, names: tuple[str, ...], otherwise: int) -> int:
    return next((int(settings[name]) for name in names if name in settings.values), otherwise)
