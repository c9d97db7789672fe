"""The rows on the service of the reward: judge, function and bill."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from compiler.alarms.alarm_name import AlarmName
from reward_runtime.names import Metrics

from stacks.dashboard.panels import COLUMNS, FIVE_MINUTES, SHARE, Panels, Row

__all__ = ["service_rows"]

HOUR = 3600


def service_rows(panels: Panels) -> list[Row]:
    """Return the rows; the row on a judge only if there is one."""
    judge = [_judge(panels)] if panels.compiled.judged else []
    return [*judge, _function(panels), _cost(panels)]


def _judge(panels: Panels) -> Row:
    own = panels.own
    lost = [own(Metrics.JUDGE_FAILED, "Average", "verdicts never obtained")]
    if AlarmName.FALLBACK in panels.alarms:
        lost.append(own(Metrics.FALLBACK, "Average", "neutral values"))
    return Row(
        "Is the judge healthy?",
        "A verdict that is never obtained fails its batch or becomes a neutral value. If a bad canary is praised, the "
        "judge can be fooled.",
        [
            panels.graph(
                "Without a verdict", lost, alarmed=[AlarmName.JUDGE_FAILURES, AlarmName.FALLBACK], within=SHARE
            ),
            panels.graph(
                "Time of a reply, in milliseconds",
                [own(Metrics.JUDGE_MILLIS, statistic, statistic) for statistic in ("p50", "p95", "p99")],
            ),
            panels.graph(
                "Throttled calls: ours, and all of this account's",
                [own(Metrics.JUDGE_THROTTLES, "Sum", "this experiment"), *_bedrock(panels)],
            ),
            panels.graph(
                "Bad canaries that were praised",
                [own(Metrics.JUDGE_FALSE_POSITIVE, "Sum", "praised")],
                alarmed=[AlarmName.JUDGE_FOOLED],
            ),
            panels.table("judge-health", width=16),
        ],
    )


def _bedrock(panels: Panels) -> list[cloudwatch.IMetric]:
    """Return Bedrock's own count of throttles of the judge; nothing for a SageMaker endpoint."""
    judge = panels.compiled.experiment.judge
    if judge is None or judge.model is None:
        return []
    return [
        cloudwatch.Metric(
            namespace="AWS/Bedrock",
            metric_name="InvocationThrottles",
            dimensions_map={"ModelId": judge.model},
            statistic="Sum",
            period=Duration.seconds(FIVE_MINUTES),
            label="Bedrock, whole account",
            region=judge.region,
        )
    ]


def _function(panels: Panels) -> Row:
    timeout = panels.deployment.timeout_seconds * 1000.0
    limit = panels.deployment.concurrency_limit
    return Row(
        "Are we near timeout, throttling or quota?",
        "Lambda ends an invocation at its timeout and refuses one beyond its concurrency. A job stops after a few of "
        "either. These graphs show every revision; in those by function, forks whose names begin alike appear too.",
        [
            panels.graph(
                "Duration, in milliseconds",
                [
                    panels.own(Metrics.INVOCATION_MILLIS, "Maximum", "longest that returned scores"),
                    panels.own(Metrics.INVOCATION_MILLIS, "p95", "95th percentile of these"),
                    panels.failed("Maximum", "longest that failed"),
                ],
                alarmed=[AlarmName.NEAR_TIMEOUT],
                marks={"timeout": timeout},
                width=6,
            ),
            panels.graph(
                "Invocations that failed, and all that returned scores",
                [panels.failed("SampleCount", "failed"), panels.timeouts("ended at the timeout")],
                right=[panels.own(Metrics.INVOCATION_MILLIS, "SampleCount", "returned scores (right)")],
                width=6,
            ),
            panels.graph(
                "Refused invocations, by function",
                [panels.by_function("Throttles", "Sum")],
                width=6,
            ),
            panels.graph(
                "Invocations at once, by function",
                [panels.by_function("ConcurrentExecutions", "Maximum")],
                alarmed=[AlarmName.CONCURRENCY],
                marks={} if limit is None else {"limit": float(limit)},
                width=6,
            ),
            panels.table("errors-by-code"),
            panels.table("slowest-invocations"),
        ],
    )


def _cost(panels: Panels) -> Row:
    a_day = panels.alarms[AlarmName.COST].threshold
    tokens = [
        panels.own(Metrics.JUDGE_INPUT_TOKENS, "Sum", "read by the judge"),
        panels.own(Metrics.JUDGE_OUTPUT_TOKENS, "Sum", "written by the judge"),
    ]
    if panels.deployment.second_judged:
        tokens += [
            panels.own(Metrics.SECOND_INPUT_TOKENS, "Sum", "read by the second judge"),
            panels.own(Metrics.SECOND_OUTPUT_TOKENS, "Sum", "written by the second judge"),
        ]
    judged = panels.compiled.judged
    return Row(
        "What does it cost?",
        "At list prices of us-east-1: the function's time, logs, traces, and the judge's tokens if a price is given.",
        [
            panels.graph(
                "US dollars an hour",
                [panels.watched_by(AlarmName.COST, "dollars", HOUR)],
                marks={"an even share of the day's limit": a_day / 24},
                width=12 if judged else COLUMNS,
            ),
            *([panels.graph("Tokens in five minutes", tokens, width=12)] if judged else []),
        ],
    )
