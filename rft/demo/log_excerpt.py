"""Log lines as a person reads them: the newest line of each kind, without the fields that all lines share."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from reward_runtime.names import HEAD_FIELDS, HeadFields
from rich.table import Table

from rft.output import printable

_COMMON: Final = frozenset(HEAD_FIELDS) - {HeadFields.JUDGE.name}
_EMBEDDED: Final = "_aws"
"""Field of a line that brings metrics, in CloudWatch's embedded metric format."""


def log_excerpt(lines: Sequence[str]) -> Table:
    """Return the kinds of line, each with the fields of its newest line. A line of metrics is only named."""
    kinds: dict[str, str] = {}
    for line in lines:
        fields = _fields(line)
        if _EMBEDDED in fields:
            kinds["metrics"] = ", ".join(_metric_names(fields))
        elif fields:
            kinds[str(fields.get("event", "line"))] = _told(fields)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for kind, told in kinds.items():
        table.add_row(printable(kind), printable(told))
    return table


def _told(fields: Mapping[str, Any]) -> str:
    told = {name: value for name, value in fields.items() if name not in _COMMON and value != ""}
    return ", ".join(f"{name}={_number(value)}" for name, value in told.items())


def _number(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _metric_names(fields: Mapping[str, Any]) -> list[str]:
    directives = cast("list[Mapping[str, Any]]", fields[_EMBEDDED].get("CloudWatchMetrics", []))
    return [str(metric["Name"]) for each in directives for metric in each.get("Metrics", [])]


def _fields(line: str) -> Mapping[str, Any]:
    try:
        found: object = json.loads(line)
    except ValueError:
        return {}
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}
