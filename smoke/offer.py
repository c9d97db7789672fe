"""The text before anything is done: the resources, their cost, and how to take them down by hand."""

from typing import Final

from compiler.alarms.deployed import deployed_alarms
from compiler.alarms.monthly_cost import MOST_CUSTOM_METRICS, monthly_cost
from compiler.compile import compile_experiment

from smoke.hour import EXPERIMENT, FORK

_HOURS: Final = 2
_MONTH_HOURS: Final = 730
_OTHERS_USD: Final = 0.01
"""At most, of calls, log lines, queries and stored packages: 20 calls of 16 samples, some kilobytes, five megabytes."""


def offer(account: str, region: str, stage: str) -> str:
    """Return the plan, its cost by list prices, and the commands that take everything down."""
    alarms = deployed_alarms(compile_experiment(EXPERIMENT))
    month = 2 * sum(line.usd for line in monthly_cost(alarms, MOST_CUSTOM_METRICS))
    usual = month * _HOURS / _MONTH_HOURS + _OTHERS_USD
    return f"""\
This deploys two experiments into account {account}, region {region}, under the stage {stage}.
It calls them, lets one deployment fail on purpose, and takes everything down again, also if a step fails.
It takes 15 to 40 minutes. IAM roles and policies are created without another question.

Cost by list prices of us-east-1: about {usual:.2f} USD, for {_HOURS} hours of alarms, metrics, dashboards and keys;
at most {month:.0f} USD, if AWS charges a whole month of each. The packages stay in the CDK's bucket (5 MB), and
two keys wait for their deletion, which is free.

If this process is killed, these commands take everything down:
  {f"{chr(10)}  ".join(by_hand(region, stage))}"""


def by_hand(region: str, stage: str) -> list[str]:
    """Return the commands that take everything down."""
    options = f"--aws --stage {stage} --region {region} --yes --hours 0"
    return [f"rft retire {name} {options}" for name in (FORK, EXPERIMENT)]
