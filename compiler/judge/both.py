"""An experiment as its second judge sees it, so that every check of a judge is made of both."""

import dataclasses
from collections.abc import Iterable, Iterator

from reward_runtime.judge.settings import JudgeSettings

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.job import Job
from compiler.judge.block import Judge
from compiler.judge.settings import judge_settings
from compiler.judge.target import Target, judge_target

__all__ = ["as_second", "of_both_judges", "second_settings", "second_target"]

MOST_AT_ONCE = 8
"""Most calls of one environment at once. A batch of 64 draws one or two samples at the usual share."""


def of_both_judges(experiments: Iterable[Experiment]) -> Iterator[Experiment]:
    """Yield each experiment and, if it has a second judge, the same one as that judge sees it."""
    for each in experiments:
        yield each
        second = as_second(each)
        if second is not None:
            yield second


def as_second(experiment: Experiment) -> Experiment | None:
    """Return the experiment with its second judge as its only one; ``None`` without a second judge.

    That judge is called from the same region, with the same guardrails and the same longest verdict.
    """
    judge = experiment.judge
    if judge is None or judge.second is None:
        return None
    second = judge.second
    guarded = judge.model is not None
    return experiment.model_copy(
        update={
            "judge": Judge(
                model=second.model,
                region=judge.region,
                destination_regions=second.destination_regions,
                made_from=second.made_from,
                omit=second.omit,
                guardrail=judge.guardrail if guarded else None,
                enforced_guardrails=judge.enforced_guardrails if guarded else [],
                max_tokens=judge.max_tokens,
                requests_per_minute=second.requests_per_minute,
                tokens_per_minute=second.tokens_per_minute,
                structured=second.structured,
                hedge=False,
                canary_share=0.0,
                latency_p50_seconds=judge.latency_p50_seconds,
                latency_p99_seconds=judge.latency_p99_seconds,
                input_usd_per_million_tokens=second.input_usd_per_million_tokens,
                output_usd_per_million_tokens=second.output_usd_per_million_tokens,
            )
        }
    )


def second_settings(second: Judge, job: Job, questions: int) -> JudgeSettings:
    """Return the settings of the second judge for one environment; arguments as for ``judge_settings``."""
    settings = judge_settings(second, job, questions)
    return dataclasses.replace(settings, concurrency=min(MOST_AT_ONCE, settings.concurrency))


def second_target(experiment: Experiment) -> Target | None:
    """Return the destination of the second judge's calls, or ``None`` without one.

    Raises:
        CompileError: it cannot be called in this way from the judge's region, or it is the first judge's model.
    """
    second = as_second(experiment)
    if second is None:
        return None
    shown_as = f"experiments/{experiment.name}.yaml: judge"
    try:
        found = judge_target(second)
    except CompileError as error:
        said = str(error).replace(shown_as, f"{shown_as}.second", 1)
        raise CompileError(said.replace("judge.destination_regions", "judge.second.destination_regions")) from None
    first = judge_target(experiment)
    if first is not None and found is not None and _same(first, found):
        raise CompileError(
            f"{shown_as}.second.model: got {found.text!r}, the judge's own model, expected a stronger one, "
            "because the two would always agree; name another, or remove 'second:'"
        )
    return found


def _same(first: Target, second: Target) -> bool:
    return first.text == second.text or (first.model != "" and first.model == second.model)
