"""Judge and Job -> ``JudgeSettings``: the judge's settings for one execution environment of the function."""

from reward_runtime.judge.settings import JudgeSettings

from compiler.experiment.job import Job
from compiler.judge.block import Judge
from compiler.judge.omitted_fields import omitted_fields

__all__ = ["MOST_AT_ONCE", "judge_settings"]

MOST_AT_ONCE = 64
"""Most calls of one environment at once (``JudgeSettings.concurrency``)."""


def judge_settings(judge: Judge, job: Job, questions: int) -> JudgeSettings:
    """Return the settings. Each environment gets an equal share of the quota, because none knows the others.

    Args:
        judge: the experiment's judge.
        job: the number of environments, and of samples in a batch.
        questions: questions to the judge for one sample, at least 1.
    """
    return JudgeSettings(
        model=judge.model or judge.endpoint or "",
        transport="bedrock" if judge.endpoint is None else "endpoint",
        region=judge.region or "",
        requests_per_minute=judge.requests_per_minute / job.concurrency,
        tokens_per_minute=(judge.tokens_per_minute or 0) / job.concurrency,
        concurrency=min(MOST_AT_ONCE, job.batch_size * questions),
        max_tokens=judge.max_tokens,
        structured=judge.structured,
        hedge=judge.hedge,
        canary_share=judge.canary_share,
        component=judge.inference_component or "",
        omit=omitted_fields(judge),
        guardrail="" if judge.guardrail is None else judge.guardrail.id,
        guardrail_version="" if judge.guardrail is None else str(judge.guardrail.version),
    )
