"""The monthly cost of watching an experiment, and the same figures in the docs."""

import re
from dataclasses import replace

import pytest
from reward_runtime import names

from compiler.alarms.alarm_set import alarm_set
from compiler.alarms.monthly_cost import MOST_CUSTOM_METRICS, PRICES, monthly_cost
from compiler.alarms.settings import AlarmSettings
from tests.compiler.alarms.test_alarm_set import DOCS, LONE
from tests.compiler.alarms.training import DEPLOYMENT


def test_an_alarm_on_an_expression_is_billed_by_its_metrics() -> None:
    alarms = alarm_set(DEPLOYMENT, AlarmSettings())
    lines = {line.item: line.count for line in monthly_cost(alarms, MOST_CUSTOM_METRICS)}
    assert lines == {
        "custom metric": 28,
        "metric of an alarm": 44,
        "composite alarm": 2,
        "dashboard": 1,
        "key": 1,
    }


def test_the_docs_give_the_same_sums() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for deployment, metrics in (
        (DEPLOYMENT, MOST_CUSTOM_METRICS),
        (replace(LONE, concurrency_limit=1000), len(names.emitted_by(("correct", "well_formed"), frozenset()))),
    ):
        total = sum(line.usd for line in monthly_cost(alarm_set(deployment, AlarmSettings()), metrics))
        assert f"**{total:.2f} USD**" in text, total


@pytest.mark.parametrize("price", PRICES.values())
def test_every_price_says_where_and_when_it_was_read(price: object) -> None:
    assert re.search(r"read 2026-\d\d-\d\d", getattr(price, "source", ""))
