"""An experiment's dashboard: alarm states on top, then a row for each question that a training job raises."""

import math
from collections.abc import Sequence

from aws_cdk import Aws, Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from compiler.alarms.alarm_set import AlarmSet
from compiler.compiled import CompiledExperiment
from compiler.evidence.statement import statement
from constructs import Construct

from stacks.dashboard.panels import COLUMNS, HEIGHT, Panels, Row
from stacks.dashboard.service_rows import service_rows
from stacks.dashboard.signal_rows import signal_rows

__all__ = ["RewardDashboard", "alarm_states", "heading"]

EVIDENCE = "With which evidence was it deployed?"
_LINE = 120
"""Characters that fit on a line of a dashboard's width."""
STATES = "Which alarms are red? (warmed-up is no fault, and no-data is normal while nothing trains)"


class RewardDashboard(Construct):
    """One dashboard, deployed before the first job; its graphs are empty until then."""

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment, alarms: AlarmSet) -> None:
        """Declare the dashboard of ``compiled``, whose alarms are ``alarms``."""
        super().__init__(scope, construct_id)
        panels = Panels(compiled, alarms)
        ordered = [alarm.full_name for alarm in (*alarms.composites, *alarms.metric_alarms)]
        rows = [*signal_rows(panels), *service_rows(panels)]
        told = evidence(statement(compiled))
        self.dashboard = cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=compiled.dashboard_name,
            default_interval=Duration.hours(6),
            period_override=cloudwatch.PeriodOverride.INHERIT,
            widgets=[[alarm_states(self, STATES, ordered)], *lines(rows), [told]],
        )


def lines(rows: Sequence[Row]) -> list[list[cloudwatch.IWidget]]:
    """Return the lines of widgets as CDK lays them out: for each row a heading, then its widgets."""
    return [line for row in rows for line in ([heading(row.question, row.reading)], list(row.widgets))]


def heading(question: str, reading: str) -> cloudwatch.IWidget:
    """Return a row's title with a sentence beneath it."""
    return cloudwatch.TextWidget(markdown=f"## {question}\n{reading}", width=COLUMNS, height=2)


def evidence(sentences: Sequence[str]) -> cloudwatch.IWidget:
    """Return the text of the stack's output ``Evidence``, one sentence a line."""
    height = 1 + sum(math.ceil(len(each) / _LINE) for each in sentences)
    text = "\n".join(f"- {each}" for each in sentences)
    return cloudwatch.TextWidget(markdown=f"## {EVIDENCE}\n{text}", width=COLUMNS, height=height)


def alarm_states(scope: Construct, title: str, alarm_names: Sequence[str]) -> cloudwatch.IWidget:
    """Return the states of alarms of this stack's account and region, in the order of their names given."""
    stack = Stack.of(scope)
    prefix = f"arn:{Aws.PARTITION}:cloudwatch:{stack.region}:{stack.account}:alarm:"
    alarms = [cloudwatch.Alarm.from_alarm_arn(scope, f"Alarm-{name}", f"{prefix}{name}") for name in alarm_names]
    return cloudwatch.AlarmStatusWidget(title=title, alarms=alarms, width=COLUMNS, height=HEIGHT - 2)
