"""The alarms of an experiment as it is deployed: CompiledExperiment -> Deployment -> AlarmSet."""

from compiler.alarms.alarm_set import AlarmSet, alarm_set
from compiler.alarms.deployment import Deployment, JudgePrice
from compiler.compiled import CompiledExperiment
from compiler.judge.block import Judge
from compiler.judge.both import as_second

__all__ = ["deployed_alarms", "deployment_of"]


def deployed_alarms(compiled: CompiledExperiment) -> AlarmSet:
    """Return every alarm of ``compiled``; raises ``ValueError`` if CloudWatch would refuse one."""
    return alarm_set(deployment_of(compiled), compiled.experiment.alarms)


def deployment_of(compiled: CompiledExperiment) -> Deployment:
    """Return the deployment of ``compiled``, as far as alarms need to know it."""
    experiment, reserved = compiled.experiment, compiled.experiment.reserved_concurrency
    second = as_second(experiment)
    return Deployment(
        label=compiled.label,
        revision=compiled.revision,
        log_group_name=compiled.log_group_name,
        timeout_seconds=experiment.timeout_seconds,
        memory_mb=experiment.memory_mb,
        architecture=experiment.architecture,
        concurrency_limit=experiment.alarms.account_concurrency if reserved is None else reserved,
        judged=bool(compiled.judged),
        judge_price=_price(experiment.judge),
        max_fallback_share=experiment.max_fallback_share if experiment.on_failure == "neutral" else None,
        second_judged=second is not None,
        second_price=None if second is None else _price(second.judge),
        shadowed=experiment.shadow is not None,
        traced=experiment.tracing,
    )


def _price(judge: Judge | None) -> JudgePrice | None:
    if judge is None or judge.input_usd_per_million_tokens is None or judge.output_usd_per_million_tokens is None:
        return None
    return JudgePrice(judge.input_usd_per_million_tokens, judge.output_usd_per_million_tokens)
