"""The alarms of an experiment as it is deployed: CompiledExperiment -> AlarmSet."""

from typing import Final

from reward_runtime import names

from compiler.alarms.alarm_set import AlarmSet, alarm_set, check_registered
from compiler.alarms.watched import JudgePrice, Watched
from compiler.compiled import CompiledExperiment
from compiler.judge.block import Judge

__all__ = ["ACCOUNT_CONCURRENCY", "deployed_alarms", "watched"]

ACCOUNT_CONCURRENCY: Final = 1_000
"""Invocations that run at once in an account and region unless AWS has set another figure, lower for a new account
(Lambda Developer Guide, Lambda quotas); all functions share it."""


def deployed_alarms(compiled: CompiledExperiment) -> AlarmSet:
    """Return every alarm of ``compiled``.

    Raises:
        ValueError: CloudWatch would refuse one, or one watches a metric that nothing emits.
    """
    alarms = alarm_set(watched(compiled), compiled.experiment.alarms)
    check_registered(alarms, names.METRICS)
    return alarms


def watched(compiled: CompiledExperiment) -> Watched:
    """Return what the alarms need to know of the deployment."""
    experiment, reserved = compiled.experiment, compiled.experiment.reserved_concurrency
    return Watched(
        label=compiled.label,
        function_name=compiled.function_name,
        log_group_name=compiled.log_group_name,
        timeout_seconds=experiment.timeout_seconds,
        memory_mb=experiment.memory_mb,
        architecture=experiment.architecture,
        concurrency_limit=ACCOUNT_CONCURRENCY if reserved is None else reserved,
        judged=bool(compiled.judged),
        judge_price=_price(experiment.judge),
        max_fallback_share=experiment.max_fallback_share if experiment.on_failure == "neutral" else None,
        shadowed=experiment.shadow is not None,
    )


def _price(judge: Judge | None) -> JudgePrice | None:
    if judge is None or judge.input_usd_per_million_tokens is None or judge.output_usd_per_million_tokens is None:
        return None
    return JudgePrice(judge.input_usd_per_million_tokens, judge.output_usd_per_million_tokens)
