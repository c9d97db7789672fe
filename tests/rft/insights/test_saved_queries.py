"""The saved queries over logs of the real pipeline, compared with plain Python."""

import json
import re
from dataclasses import replace
from datetime import datetime, timezone
from functools import cache
from typing import Any, get_args

import pytest
from reward_runtime import names
from rewards import gsm8k

from compiler.telemetry.saved_queries import saved_queries
from rft.insights.engine import QueryResult, run
from rft.insights.language.parser import parse
from rft.insights.language.system_fields import SYSTEM_FIELDS
from rft.insights.sql.compiler import compile_query
from tests.rft.insights.golden import START, Golden, Shape, golden
from tests.rft.insights.judged_golden import judged_golden, second_golden
from tests.rft.insights.oracles import ORACLES, SCORE, TOLD, Time, Told
from tests.rft.insights.shadowed_golden import shadowed_golden

SAVED = saved_queries()
SHAPES = get_args(Shape)
NOW = START / 1000
REPORT_FIELDS = {
    "type",
    "record.requestId",
    "record.status",
    "record.metrics.durationMs",
    "record.metrics.billedDurationMs",
    "record.metrics.memorySizeMB",
    "record.metrics.maxMemoryUsedMB",
    "record.metrics.initDurationMs",
}
"""Of Lambda's platform.report (Lambda developer guide, "Lambda Telemetry API Event schema reference")."""
METRIC_LINE_FIELD = "_aws.Timestamp"
"""Of CloudWatch's embedded metric format, and first on its line, so that no limit on fields hides it."""
LOGGED = {
    *names.HEAD_FIELDS,
    *names.SAMPLE_FIELDS,
    *names.EXTRA_FIELDS,
    *names.BATCH_FIELDS,
    *names.FAILURE_FIELDS,
    *names.PREFLIGHT_FIELDS,
    *names.JUDGE_FIELDS,
    *names.SECOND_FIELDS,
}
PREFIXES = (names.DIMENSION_FIELD_PREFIX, names.REASON_FIELD_PREFIX, names.SECOND_FIELD_PREFIX)


def text_of(name: str, told: Told) -> str:
    return SAVED[name].filled(told)


def ways(name: str) -> list[Told]:
    return TOLD.get(name, [{}])


def logs_for(name: str, shape: Shape) -> Golden:
    if name.startswith("shadow-"):
        return shadowed_golden(shape)
    if name.startswith("second-judge-"):
        return second_golden(shape)
    return judged_golden(shape) if name.startswith("judge-") else golden(shape)


def fields_of(name: str) -> tuple[str, ...]:
    return compile_query(parse(text_of(name, ways(name)[0])), NOW).fields


def ours(field: str) -> bool:
    return field in LOGGED or field.startswith(PREFIXES)


def as_shown(value: Any) -> Any:
    if isinstance(value, Time):
        moment = datetime.fromtimestamp(value / 1000, tz=timezone.utc)
        return moment.isoformat(sep=" ", timespec="milliseconds").removesuffix("+00:00")
    return pytest.approx(value, rel=1e-9, abs=1e-12) if isinstance(value, (int, float)) else value


def like(found: QueryResult, expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the found rows. A value is a number if the expected one is."""
    rows: list[dict[str, Any]] = []
    for at, row in enumerate(found.rows):
        wanted = expected[at] if at < len(expected) else {}
        numeric = {
            name for name, value in wanted.items() if isinstance(value, (int, float)) and not isinstance(value, Time)
        }
        rows.append({name: float(value) if name in numeric else value for name, value in row.items()})
    return rows


def answers(name: str, logs: Golden) -> list[Any]:
    return [run(text_of(name, told), logs.events, NOW).rows for told in ways(name)]


@cache
def answered(name: str) -> list[Any]:
    return answers(name, logs_for(name, "json"))


def test_every_saved_query_has_an_oracle_and_there_are_enough() -> None:
    assert set(SAVED) == set(ORACLES)
    assert len(SAVED) >= 14


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "told"), [(name, told) for name in ORACLES for told in ways(name)])
def test_a_saved_query_finds_what_plain_python_computes(name: str, told: Told, shape: Shape) -> None:
    logs = logs_for(name, shape)
    expected = ORACLES[name](logs, told) if told else ORACLES[name](logs)
    found = run(text_of(name, told), logs.events, NOW)

    assert expected, "an oracle without rows says nothing"
    assert like(found, expected) == [{key: as_shown(value) for key, value in row.items()} for row in expected]
    assert all(set(row) <= set(found.columns) for row in expected)


def test_the_samples_that_scored_least_are_those_at_the_floor_of_a_signed_reward() -> None:
    """A bound of zero would show newer samples instead, which earned more than the least reward."""
    logs = golden("json")
    floor = sum(line[SCORE] == gsm8k.REWARD.floor for line in logs.drawn)
    found = run(text_of("zero-reward-samples", {}), logs.events, NOW).rows

    assert gsm8k.REWARD.floor == -1
    assert 0 < floor < sum(line[SCORE] <= 0 for line in logs.drawn)
    assert [row[SCORE] == "-1.0" for row in found] == [True] * floor + [False] * (len(found) - floor)


def test_equal_responses_of_a_batch_are_found_and_samples_that_are_scored_again_are_not() -> None:
    found = run(text_of("duplicates", {}), golden("json").events, NOW).rows

    assert [row["responses"] for row in found][:3] == ["3", "3", "2"]
    assert {row["batches"] for row in found} == {"1"}


def test_a_shadow_that_audits_nothing_is_told_from_one_that_does_and_one_that_fails() -> None:
    found = run(text_of("shadow-health", {}), shadowed_golden("json").events, NOW).rows

    assert [(row["scored"], row["audited"], row["failed"]) for row in found] == [
        ("16", "16", "0"),
        ("16", "0", "16"),
        ("8", "0", "0"),
    ]
    assert ["ValueError" in row.get("last_error", "") for row in found] == [False, True, False]


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_query_names_only_fields_that_are_logged(name: str) -> None:
    known = {*REPORT_FIELDS, *SYSTEM_FIELDS, METRIC_LINE_FIELD}

    assert not [field for field in fields_of(name) if not ours(field) and field not in known]


def test_the_golden_logs_hold_every_field_that_the_registry_names() -> None:
    logs = golden("json")

    assert {*names.HEAD_FIELDS, *names.SAMPLE_FIELDS} <= set(logs.samples[0])
    assert {*names.HEAD_FIELDS, *names.FAILURE_FIELDS} <= set(logs.failures[0])
    assert {*names.HEAD_FIELDS, *names.JUDGE_FIELDS} <= set(judged_golden("json").judgings[0])


def renamed(logs: Golden, field: str) -> Golden:
    """Return the logs of a handler that has another name for a field."""
    pattern = re.compile(rf'"{re.escape(field)}": ')
    events = [replace(event, message=pattern.sub(f'"{field}_renamed": ', event.message)) for event in logs.events]
    return replace(logs, events=events)


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name in SAVED for field in fields_of(name) if ours(field)]
)
def test_renaming_an_emitted_field_changes_the_answer(name: str, field: str) -> None:
    assert answers(name, renamed(logs_for(name, "json"), field)) != answered(name)


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_query_is_within_cloudwatchs_limits(name: str) -> None:
    query = SAVED[name]

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert len(query.text) <= 10_000
    assert len(query.parameters) <= 20
    for parameter in query.parameters:
        assert len(parameter.name) <= 128
        assert len(parameter.default or "") <= 1024
        assert len(parameter.meaning) <= 512


def test_no_text_of_a_response_is_in_the_golden_logs() -> None:
    assert not [event for event in golden("json").events if "cups of dog food" in event.message]


def test_lines_are_json_objects_as_the_handler_writes_them() -> None:
    assert all(json.loads(line["line"])["level"] == "INFO" for line in golden("text").samples)
