"""The tables of ``docs/telemetry.md``, from the registry: written by ``python -m compiler.telemetry.document``."""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from reward_runtime import names

from compiler.alarms.monthly_cost import MOST_CUSTOM_METRICS, PRICES
from compiler.experiment.file import ROOT

DOC_FILE = "docs/telemetry.md"

_NEEDS: Mapping[frozenset[names.Needs], str] = {
    frozenset(): "rules only",
    frozenset({"shadow"}): "rules, with a shadow",
    frozenset({"judge"}): "judged",
    frozenset({"judge", "shadow"}): "judged, with a shadow",
    frozenset({"judge", "fallback"}): "judged, with a neutral value",
    frozenset({"judge", "fallback", "shadow"}): "judged, with both",
    frozenset({"judge", "second"}): "judged, with a second judge",
    frozenset({"judge", "fallback", "shadow", "second"}): "judged, with all three",
}
_EVENTS: Mapping[str, Mapping[str, names.Field]] = {
    "every line": names.HEAD_FIELDS,
    "`sample`": names.SAMPLE_FIELDS,
    "`sample`, if it has a value": names.EXTRA_FIELDS,
    "`batch`": names.BATCH_FIELDS,
    "`judge`": names.JUDGE_FIELDS,
    "`judge`, with a second one": names.SECOND_FIELDS,
    "`failure`": names.FAILURE_FIELDS,
    "`preflight`": names.PREFLIGHT_FIELDS,
}


def with_tables(text: str) -> str:
    """Return the page with the tables between ``<!-- name -->`` and ``<!-- end -->`` made again."""
    tables = {"metrics": _metrics(), "room": _room(), "fields": _fields()}
    return re.sub(
        rf"(<!-- ({'|'.join(tables)}) -->\n).*?(<!-- end -->)",
        lambda found: found[1] + tables[found[2]] + found[3],
        text,
        flags=re.DOTALL,
    )


def write_tables(root: Path = ROOT) -> Path:
    """Write the page's tables and return its path."""
    path = root / DOC_FILE
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def _metrics() -> str:
    every = (*names.METRICS.values(), names.dimension_metric("<dimension>"))
    return _table(
        ("metric", "unit", "meaning", "one value for", "only with"),
        [(f"`{each.name}`", each.unit, each.meaning, each.when, each.needs) for each in every],
    )


def _room() -> str:
    price = PRICES["custom metric"].usd
    own = {kind: len(names.emitted_by((), has)) for has, kind in _NEEDS.items()}
    return _table(
        ("experiment", "metrics of the kit", "room for dimensions", "USD a month with 2 dimensions"),
        [(kind, count, MOST_CUSTOM_METRICS - count, f"{(count + 2) * price:.2f}") for kind, count in own.items()],
    )


def _fields() -> str:
    prefixes = {
        names.DIMENSION_FIELD_PREFIX: "Value of that dimension",
        names.REASON_FIELD_PREFIX: "Code of the reason for that value",
        names.SECOND_FIELD_PREFIX: "The second judge's value of that dimension, if it judged the sample",
    }
    own = [(f"`{prefix}<dimension>`", "`sample`", meaning) for prefix, meaning in prefixes.items()]
    listed = [(f"`{field.name}`", event, field.meaning) for event, each in _EVENTS.items() for field in each.values()]
    return _table(("field", "event", "meaning"), [*listed, *own])


def _table(head: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> str:
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in (head, ("---",) * len(head), *lines))


if __name__ == "__main__":
    sys.stdout.write(f"wrote {write_tables().relative_to(ROOT)}\n")
