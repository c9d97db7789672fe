"""Dashboard bodies as CloudWatch gets them, out of a synthesised stack."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.stacks.synthesis import Synthesised

PSEUDO = {"AWS::Partition": "aws", "AWS::AccountId": "111122223333", "AWS::Region": "us-east-1"}
Body = dict[str, Any]
WHAT = r"\{(?P<space>[\w/]+),(?P<by>\w+)\} MetricName=\"(?P<name>\w+)\"(?: [\w-]+)?"
SEARCHED = re.compile(rf"SEARCH\('{WHAT}', '\w+', \d+\)")


def body_of(stack: Synthesised) -> Body:
    """The body of the stack's one dashboard."""
    text = stack.one("AWS::CloudWatch::Dashboard")["DashboardBody"]
    if isinstance(text, dict):
        parts = text["Fn::Join"][1]
        text = "".join(part if isinstance(part, str) else PSEUDO[part["Ref"]] for part in parts)
    return json.loads(text)


def widgets(body: Body, kind: str) -> list[dict[str, Any]]:
    """Properties of the widgets of one kind, in order."""
    return [each["properties"] for each in body["widgets"] if each["type"] == kind]


def lines(body: Body) -> Iterator[tuple[str, str, str, str]]:
    """Yield namespace, name, metric dimension and its value of every metric; the value is ``*`` in a search."""
    for widget in widgets(body, "metric"):
        for line in widget["metrics"]:
            found = SEARCHED.fullmatch(line[0].get("expression", "")) if isinstance(line[0], dict) else None
            if found is not None:
                yield found["space"], found["name"], found["by"], "*"
            elif isinstance(line[0], str):
                metric_dimension, value = line[2:4] if len(line) > 4 else ("", "")
                yield line[0], line[1], metric_dimension, value
