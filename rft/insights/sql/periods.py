"""Periods: ``5m`` -> milliseconds, with the units and limits of Logs Insights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rft.insights.language.query_error import QueryError
from rft.insights.language.syntax import Expression, Period


@dataclass(frozen=True)
class _Unit:
    names: tuple[str, ...]
    millis: int
    most: int
    """Largest count. CloudWatch silently lowers a larger one to it (CloudWatch Logs, "Datetime functions")."""


_UNITS: Final = (
    _Unit(("ms", "msec", "msecs", "millisecond", "milliseconds"), 1, 1000),
    _Unit(("s", "sec", "secs", "second", "seconds"), 1000, 60),
    _Unit(("m", "min", "mins", "minute", "minutes"), 60_000, 60),
    _Unit(("h", "hr", "hrs", "hour", "hours"), 3_600_000, 24),
    _Unit(("d", "day", "days"), 86_400_000, 31),
)
_BY_NAME: Final[Mapping[str, _Unit]] = {name: unit for unit in _UNITS for name in unit.names}


def period_millis(period: Expression) -> int:
    """Return the length of a period in milliseconds.

    Raises:
        QueryError: the expression is not a period, its unit is not in this subset, or its count is above CloudWatch's
            limit. Weeks and longer units are not in it, because AWS does not document when they begin.
    """
    if not isinstance(period, Period):
        raise QueryError(period.at, "expected a period, such as 5m")
    got, unit = f"{period.count}{period.unit}", _BY_NAME.get(period.unit)
    if unit is None:
        raise QueryError(period.at, f"got {got}, expected a unit of: {' '.join(each.names[0] for each in _UNITS)}")
    if not 1 <= period.count <= unit.most:
        name = unit.names[0]
        raise QueryError(period.at, f"got {got}, expected 1{name} to {unit.most}{name}, or a longer unit")
    return period.count * unit.millis
