"""The daily charges of an experiment, in US dollars: function, logs, traces, and the judge's tokens.

All revisions count.
"""

from typing import Final, NamedTuple

from reward_runtime.names import Metrics

from compiler.alarms.deployment import Deployment
from compiler.alarms.metric_stat import DAY, MetricStat
from compiler.prices import price

__all__ = ["INVOCATION_USD", "LOG_BYTE_USD", "TRACED_SHARE", "TRACE_USD", "Charge", "charges"]

GB_SECOND_USD: Final = {"arm64": price("GB-second, arm64").usd, "x86_64": price("GB-second, x86_64").usd}
INVOCATION_USD: Final = price("invocation").usd
LOG_BYTE_USD: Final = price("byte of log").usd
TRACE_USD: Final = price("trace").usd
TRACED_SHARE: Final = 0.05
"""Share of calls that Lambda traces, beside the first of each second, which is at most 0.43 USD a day (Lambda
Developer Guide, Visualize Lambda function invocations using AWS X-Ray)."""


class Charge(NamedTuple):
    """One thing that is charged."""

    id: str
    """Its id in the cost alarm's expression."""
    metric: MetricStat
    """Its sum over the last 24 hours, a window that CloudWatch moves on every minute."""
    usd: float
    """Price of a unit of the metric, in US dollars."""


def charges(deployment: Deployment) -> tuple[Charge, ...]:
    """Return the charges that are not free; a judge's tokens only if their price is given."""
    millisecond = GB_SECOND_USD[deployment.architecture] * deployment.memory_mb / 1024 / 1000
    call = INVOCATION_USD + (TRACED_SHARE * TRACE_USD if deployment.traced else 0)
    charged = [
        Charge("scored", deployment.own(Metrics.INVOCATION_MILLIS, "Sum", DAY), millisecond),
        Charge("failed", deployment.failed("Sum", DAY), millisecond),
        Charge("calls", deployment.own(Metrics.INVOCATION_MILLIS, "SampleCount", DAY), call),
        Charge("logs", deployment.log_group("IncomingBytes", "Sum", DAY), LOG_BYTE_USD),
    ]
    price = deployment.judge_price if deployment.judged else None
    if price is not None:
        charged += [
            Charge("read", deployment.own(Metrics.JUDGE_INPUT_TOKENS, "Sum", DAY), price.input_tokens / 1e6),
            Charge("written", deployment.own(Metrics.JUDGE_OUTPUT_TOKENS, "Sum", DAY), price.output_tokens / 1e6),
        ]
    price = deployment.second_price if deployment.second_judged else None
    if price is not None:
        charged += [
            Charge("asked", deployment.own(Metrics.SECOND_INPUT_TOKENS, "Sum", DAY), price.input_tokens / 1e6),
            Charge("replied", deployment.own(Metrics.SECOND_OUTPUT_TOKENS, "Sum", DAY), price.output_tokens / 1e6),
        ]
    return tuple(charge for charge in charged if charge.usd)
