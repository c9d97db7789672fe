"""The alarms of an experiment as it is deployed: CompiledExperiment -> AlarmSet."""

from reward_runtime import names

from compiler.alarms.alarm_set import AlarmSet, alarm_set, check_registered
from compiler.alarms.watched import Watched
from compiler.compiled import CompiledExperiment

__all__ = ["deployed_alarms", "watched"]


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
    experiment = compiled.experiment
    return Watched(
        label=compiled.label,
        function_name=compiled.function_name,
        log_group_name=compiled.log_group_name,
        timeout_seconds=experiment.timeout_seconds,
        memory_mb=experiment.memory_mb,
        architecture=experiment.architecture,
        concurrency_limit=experiment.reserved_concurrency,
        judged=bool(compiled.judged),
        max_fallback_share=experiment.max_fallback_share if experiment.on_failure == "neutral" else None,
        shadowed=experiment.shadow is not None,
    )
