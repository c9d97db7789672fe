"""The alarm on what an experiment costs a day: judge tokens and Lambda's time, in US dollars."""

from typing import Final

from compiler.alarms.expression_text import decimal
from compiler.alarms.metric import Metric
from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.watched import Watched

__all__ = ["cost_a_day"]

DAY: Final = 86_400
GB_SECOND_USD: Final = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
"""AWS Lambda pricing, us-east-1, first tier, read 2026-11-24 from secondary sources; other regions differ little."""
INVOCATION_USD: Final = 0.0000002
"""AWS Lambda pricing, us-east-1, read 2026-11-24: 0.20 a million."""


def cost_a_day(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm on the sum over the last 24 hours, which CloudWatch moves on every minute."""
    millisecond = GB_SECOND_USD[watched.architecture] * watched.memory_mb / 1024 / 1000
    parts: list[tuple[str, Metric, float]] = [
        ("millis", watched.function("Duration", "Sum", DAY), millisecond),
        ("invocations", watched.function("Invocations", "Sum", DAY), INVOCATION_USD),
    ]
    price = watched.judge_price if watched.judged else None
    if price is not None:
        parts += [
            ("read", watched.own("JudgeInputTokens", "Sum", DAY), price.input_tokens / 1e6),
            ("written", watched.own("JudgeOutputTokens", "Sum", DAY), price.output_tokens / 1e6),
        ]
    charged = [part for part in parts if part[2]]
    counted = "judge and function" if price else "the function alone, as the judge's price is not given"
    return MetricAlarm(
        label=watched.label,
        symptom="cost",
        meaning=f"The last 24 hours cost more than {decimal(settings.cost_per_day_usd)} USD ({counted}).",
        remedy="Lower the samples judged, the verdict's length or the judge's size, or raise cost_per_day_usd.",
        query="cost",
        metrics=tuple((id_, metric) for id_, metric, _ in charged),
        expression=" + ".join(f"{id_} * {decimal(usd)}" for id_, _, usd in charged),
        comparison=Comparison.ABOVE,
        threshold=settings.cost_per_day_usd,
        datapoints=1,
        periods=1,
    )
