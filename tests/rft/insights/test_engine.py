"""Results of queries, by AWS's documentation and by the choices in docs/log_queries.md."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rft.insights.engine import QueryResult, run
from rft.insights.events import LATEST, LogEvent
from rft.insights.language.query_error import QueryError

NOON = 1_800_014_400_000
DOCUMENTED_ORDER = [
    *("!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh"),
    *("0", "01", "1", "2", "3"),
]
"""The example of "sort" in the CloudWatch Logs user guide."""


def events(*fields: dict[str, Any]) -> list[LogEvent]:
    return [LogEvent(NOON + at, json.dumps(each)) for at, each in enumerate(fields)]


def ask(query: str, *fields: dict[str, Any]) -> QueryResult:
    return run(query, events(*fields), 17.5)


def column(query: str, *fields: dict[str, Any]) -> list[str | None]:
    found = ask(query, *fields)
    return [row.get(found.columns[0]) for row in found.rows]


def value(expression: str, **fields: Any) -> str | None:
    (found,) = column(f"fields {expression} as x", fields)
    return found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("10 % 3", "1"),
        ("2 ^ 3", "8"),
        ("7 / 2", "3.5"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("abs(-2.5)", "2.5"),
        ("ceil(1.2)", "2"),
        ("floor(-1.2)", "-2"),
        ("greatest(1, 3, 2)", "3"),
        ("least(1, 3, 2)", "1"),
        ("log(1)", "0"),
        ("sqrt(9)", "3"),
        ('trim("xyZxyfooxyxyZ", "xyZ")', "foo"),
        ('ltrim("xyZxyfooxyZ", "xyZ")', "fooxyZ"),
        ('rtrim("xyZfooxyxyZ", "xyZ")', "xyZfoo"),
        ('trim(" \t a ")', "a"),
        ('substr("xyZfooxyZ", 3, 3)', "foo"),
        ('substr("xyZfooxyZ", 3)', "fooxyZ"),
        ('replace("foo", "o", "0")', "f00"),
        ('strlen("caf\u00e9\U0001f600")', "5"),
        ('toupper("ab")', "AB"),
        ('tolower("AB")', "ab"),
        ('concat("a", 1, none, "b")', "a1b"),
        ('strcontains("abc", "b")', "1"),
        ('strcontains(none, "b")', "0"),
        ("isempty(none)", "1"),
        ('isempty("")', "1"),
        ('isempty(" ")', "0"),
        ('isblank(" \t")', "1"),
        ('isblank("a")', "0"),
        ("now()", "17.5"),
        ("toMillis(@timestamp)", str(NOON)),
        ("fromMillis(0)", "1970-01-01 00:00:00.000"),
        ("bin(1h)", "2027-01-15 12:00:00.000"),
        ("datefloor(fromMillis(3599999), 1h)", "1970-01-01 00:00:00.000"),
        ("dateceil(fromMillis(1), 1h)", "1970-01-01 01:00:00.000"),
        ("dateceil(fromMillis(3600000), 1h)", "1970-01-01 01:00:00.000"),
        ('substr("abc", 1e300, 1e300)', ""),
        ('substr("abc", 1.9, 1)', "b"),
    ],
)
def test_a_function_yields_what_is_documented(expression: str, expected: str) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0",
        "1 % 0",
        "sqrt(-1)",
        "log(0)",
        "10 ^ 400",
        "(0 - 8) ^ 0.5",
        "1e308 * 10",
        "fromMillis(1e300)",
        "none + 1",
        "text * 2",
    ],
)
def test_what_has_no_finite_value_is_missing(expression: str) -> None:
    assert value(expression, text="x") is None


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("number = 5", True),
        ("number = 5.0", True),
        ('number = "5"', True),
        ('number = "5.0"', False),
        ("number != 5", False),
        ("text = 5", False),
        ("text != 5", True),
        ("text < 5", False),
        ("text > 5", False),
        ('text = "ten"', True),
        ('text != "TEN"', True),
        ('text < "u"', True),
        ("number < other", True),
        ("number < text", True),
        ("digits > number", True),
        ("digits in [10, 11]", True),
        ('text in ["ten", "el"]', True),
        ('text in ["te"]', False),
        ('text not in ["te"]', True),
        ("yes = 1", True),
        ('text like "en"', True),
        ("text like /^T/", False),
        ("text =~ /(?i)^T/", True),
        ("text not like /x/", True),
        ("ispresent(text)", True),
        ("ispresent(none)", False),
        ("ispresent(nothing)", False),
        ("not ispresent(none)", True),
        ("number > 4 and text = 'x' or yes = 1", True),
        ("number > 4 and (text = 'x' or yes = 0)", False),
        ("@timestamp >= bin(1m)", True),
    ],
)
def test_a_condition_holds_as_the_docs_say(condition: str, holds: bool) -> None:
    fields = {"number": 5, "other": 40, "text": "ten", "digits": "10", "yes": True, "nothing": None}

    assert bool(ask(f"filter {condition}", fields).rows) == holds


@pytest.mark.parametrize(
    "operator", ["= 1", "!= 1", "< 1", '!= "a"', "in [1]", "not in [1]", 'like "a"', 'not like "a"']
)
def test_a_comparison_with_a_missing_value_never_holds_and_its_opposite_does(operator: str) -> None:
    assert not ask(f"filter none {operator}", {}).rows
    assert ask(f"filter not (none {operator})", {}).rows


def test_texts_sort_as_cloudwatchs_own_example() -> None:
    shuffled = sorted(DOCUMENTED_ORDER, key=lambda text: text[::-1])

    assert column("fields a | sort a asc", *({"a": text} for text in shuffled)) == DOCUMENTED_ORDER
    assert column("fields a | sort a desc", *({"a": text} for text in shuffled)) == DOCUMENTED_ORDER[::-1]


def test_missing_values_sort_before_all_others() -> None:
    assert column("fields a | sort a", {"a": 1}, {}, {"a": "x"}) == [None, "x", "1"]


@pytest.mark.parametrize("computed", ["a", "a * 1"])
def test_the_reverse_order_has_missing_values_last(computed: str) -> None:
    assert column(f"fields {computed} as x | sort x desc", {"a": 1}, {}, {"a": 20}) == ["20", "1", None]
    assert column(f"fields {computed} as x | sort x asc", {"a": 1}, {}, {"a": 20}) == [None, "1", "20"]


def test_equals_keep_the_order_they_had_and_events_begin_newest_first() -> None:
    found = [{"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 1, "b": 3}]

    assert column("fields b", *found) == ["3", "2", "1"]
    assert column("fields b | sort a", *found) == ["3", "1", "2"]
    assert column("fields b | sort b | sort a", *found) == ["1", "3", "2"]


def test_lines_of_one_moment_keep_the_order_in_which_they_were_written() -> None:
    found = [LogEvent(NOON, str(at)) for at in range(30)]

    assert [row["@message"] for row in run("fields @message", found, 0).rows] == [str(at) for at in range(30)]
    assert [row["@message"] for row in run("fields @message | sort @timestamp", found, 0).rows] == [
        str(at) for at in range(30)
    ]


def test_stats_count_what_is_there_and_average_what_reads_as_a_number() -> None:
    found = ask(
        "stats count(*) as n, count(a) as present, count_distinct(a) as different, sum(a) as total, avg(a) as mean, "
        "min(a) as least, max(a) as most, pct(a, 50) as half, pct(a, 25) as quarter, stddev(a) as spread",
        *({"a": each} for each in (1, 2, "3", "x", None, 2)),
    )

    (row,) = found.rows
    assert {name: row[name] for name in found.columns if name != "spread"} == {
        "n": "6",
        "present": "5",
        "different": "4",
        "total": "8",
        "mean": "2",
        "least": "1",
        "most": "3",
        "half": "2",
        "quarter": "1.75",
    }
    assert float(row["spread"]) == pytest.approx(0.5**0.5)


def test_the_extremes_of_texts_go_by_the_order_of_sort() -> None:
    (row,) = ask("stats min(a) as low, max(a) as high", {"a": "5A"}, {"a": "111A"}, {"a": "#"}).rows

    assert dict(row) == {"low": "#", "high": "111A"}


def test_the_earliest_and_the_latest_are_of_the_events_that_have_the_field() -> None:
    found = [{"b": 9}, {"a": "x"}, {"a": "a", "b": 1}, {"b": 2}]

    (row,) = ask("stats earliest(a) as e, latest(a) as l, sortsFirst(a) as f, sortsLast(b) as s", *found).rows

    assert dict(row) == {"e": "x", "l": "a", "f": "a", "s": "9"}


def test_of_one_moment_the_line_written_last_is_the_latest() -> None:
    found = [LogEvent(NOON, json.dumps({"a": at})) for at in range(20)]

    (row,) = run("stats earliest(a) as e, latest(a) as l", found, 0).rows

    assert dict(row) == {"e": "0", "l": "19"}


def test_groups_come_in_the_order_of_their_values_and_a_missing_value_is_a_group() -> None:
    found = ask("stats count(*) as n by a", {"a": 10}, {"a": 9}, {}, {"a": "x"}, {"a": 9})

    assert [(row.get("a"), row["n"]) for row in found.rows] == [(None, "1"), ("x", "1"), ("9", "2"), ("10", "1")]
    assert found.columns == ("a", "n")


def test_stats_over_nothing_yield_no_row() -> None:
    assert ask("filter a = 2 | stats count(*), sum(a)", {"a": 1}).rows == ()
    assert ask("filter a = 2 | stats count(*) by a", {"a": 1}).rows == ()


def test_a_second_stats_is_over_the_rows_of_the_first() -> None:
    query = """
    stats sum(a) as total by b, bin(1h) as t
    | filter total > 1
    | stats count(*) as n, max(total) as m by dateceil(t, 1d) as day
    """

    (row,) = ask(query, {"a": 1, "b": "x"}, {"a": 2, "b": "x"}, {"a": 1, "b": "y"}, {"a": 5, "b": "z"}).rows

    assert dict(row) == {"day": "2027-01-16 00:00:00.000", "n": "2", "m": "5"}


def test_dedup_keeps_the_first_of_the_order_and_every_row_without_a_value() -> None:
    found = [{"a": 1, "b": 1}, {"a": 1, "b": 2}, {"b": 3}, {"b": 4}, {"a": 2, "b": 5}]

    assert column("fields b | dedup a", *found) == ["5", "4", "3", "2"]
    assert column("fields b | sort b asc | dedup a | limit 3", *found) == ["1", "3", "4"]


def test_a_glob_takes_as_little_as_it_can_and_its_last_star_all_the_rest() -> None:
    line = LogEvent(NOON, "user=ann, method:get, latency := 12 ms\nmore")
    query = 'parse @message "user=*, method:*, latency := *" as who, @how, rest | display who, @how, rest'

    (row,) = run(query, [line], 0).rows

    assert dict(row) == {"who": "ann", "@how": "get", "rest": "12 ms\nmore"}


def test_the_signs_of_a_regex_are_letters_in_a_glob() -> None:
    assert [row["x"] for row in run('parse "[*] (a+" as x | display x', [LogEvent(NOON, "[7] (a+ b")], 0).rows] == ["7"]


def test_parse_takes_named_groups_however_many_and_leaves_what_does_not_match() -> None:
    groups = "".join(f"(?<g{at}>[a-z])" for at in range(12))
    found = [LogEvent(NOON, "ABCDEFGHIJKLM"), LogEvent(NOON + 1, "abcdefghijkl")]

    rows = run(f"parse @message /(?:\\()?{groups}/ | display g0, g11", found, 0).rows

    assert [dict(row) for row in rows] == [{"g0": "a", "g11": "l"}, {}]


def test_what_parse_makes_is_shown_beside_the_event() -> None:
    found = run('parse @message "a*" as x', [LogEvent(NOON, "ab")], 0)

    assert found.columns == ("@timestamp", "@message", "x")


def test_display_shows_its_own_and_nothing_else() -> None:
    assert ask("fields a, b | display b, a * 2 as twice", {"a": 1, "b": 2}).columns == ("b", "twice")


def test_a_query_without_limit_ends_at_ten_thousand_rows() -> None:
    many = [LogEvent(NOON, "x")] * 10_001

    assert len(run("fields @message", many, 0).rows) == 10_000
    assert len(run("fields @message | limit 10001", many, 0).rows) == 10_001


def test_a_field_that_no_event_has_is_named() -> None:
    assert ask("filter misspelt = 1 | stats count(a)", {"a": 1}).absent == ("misspelt",)


def test_events_of_any_moment_can_be_shown() -> None:
    found = [LogEvent(0, "first"), LogEvent(LATEST, "last")]

    assert len(run("stats count(*) by bin(31d), dateceil(@timestamp, 31d)", found, 0).rows) == 2
    assert len(run("fields @timestamp", found, 0).rows) == 2


# A JSON key of any text, as a query can name it between backticks.
any_name = st.text(st.characters(codec="utf-8", exclude_characters="`\n@"), min_size=1, max_size=20)
HOSTILE = [
    "'; DROP TABLE events; --",
    '"',
    "$1",
    "{0}",
    "x' OR '1'='1",
    "events",
    "field_0",
    "s0",
    "\\'",
    "/*",
    "a.b",
    "\u0000",
]


@settings(max_examples=60, deadline=None)
@given(st.one_of(any_name, st.sampled_from(HOSTILE)), st.one_of(st.text(max_size=20), st.sampled_from(HOSTILE)))
def test_no_name_and_no_text_is_ever_sql(name: str, text: str) -> None:
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    if "\n" in written:
        return
    query = f'filter `{name}` = "{written}" and `{name}` like "{written}" | fields `{name}` as `{name}2` | limit 5'

    found = ask(query, {name: text}, {name: text + "x"})

    assert [row.get(f"{name}2") for row in found.rows] == [text.encode("utf-8", "replace").decode()]


def test_a_query_can_reach_no_file() -> None:
    """DuckDB reads a file if a query names it as a table. Here no query may do that."""
    with pytest.raises(QueryError):
        run("fields read_text('/etc/passwd')", [], 0)
    assert ask("fields `/etc/passwd` as x | limit 1", {}).rows == ({},)


atoms = st.sampled_from(["a", "b", "none", "@duration", "`odd name`", "1", "0", "2.5", "1e300", '"x"', "'10'"])
fns = st.sampled_from(["abs", "ceil", "floor", "log", "sqrt", "strlen", "toupper", "trim", "isempty", "isblank"])
values: st.SearchStrategy[str] = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/%^"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(fns, inner).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"concat({t[0]}, substr({t[1]}, 1, {t[0]}))"),
        inner.map(lambda x: f"(-{x})"),
    ),
    max_leaves=6,
)
patterns = st.sampled_from(['"x"', "/^.*1/", "/(a|b)+$/"])
conditions: st.SearchStrategy[str] = st.one_of(
    st.tuples(values, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), values).map(" ".join),
    st.tuples(values, st.sampled_from(["like", "not like", "=~"]), patterns).map(" ".join),
    values.map(lambda x: f"not ({x} in [1, 'x', -2.5])"),
)
AGGREGATES = ["avg", "sum", "min", "max", "count", "count_distinct", "stddev", "earliest", "latest", "sortsFirst"]
aggregates = st.tuples(st.sampled_from(AGGREGATES), values)
totals_of_groups = st.lists(aggregates, min_size=1, max_size=3)
groups = st.sampled_from(["a", "bin(5m)", "b % 2"])


@settings(max_examples=60, deadline=None)
@given(values, conditions, totals_of_groups, groups)
def test_every_query_of_known_parts_runs(value: str, condition: str, totals: list[tuple[str, str]], group: str) -> None:
    """Found: a start of substr so large that DuckDB does not take it for a whole number."""
    many = ", ".join(f"{name}({of}) as t{at}" for at, (name, of) in enumerate(totals))
    found = [{"a": 1, "b": "x", "odd name": -3}, {"a": "1e400", "b": 10}, {"a": [], "b": None}, {"a": "\ud800"}]

    for query in (
        f"fields {value} as c | filter {condition} | sort c desc, a | limit 3",
        f"fields {value} as c | filter {condition} | stats {many} by {group} as g | filter ispresent(g) or t0 = 1",
    ):
        assert run(query, events(*found), 0).scanned == len(found)


numbers = st.lists(st.one_of(st.integers(-1000, 1000), st.floats(-1e6, 1e6)), min_size=1, max_size=30)


@settings(max_examples=40, deadline=None)
@given(numbers, st.sampled_from([0, 10, 50, 99, 100]))
def test_statistics_are_those_of_the_numbers(values: Sequence[float], percent: int) -> None:
    query = f"stats sum(a) as s, avg(a) as m, min(a) as low, max(a) as high, pct(a, {percent}) as p, count(a) as n"

    (row,) = ask(query, *({"a": each} for each in values)).rows

    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low, high = ordered[int(place)], ordered[min(int(place) + 1, len(ordered) - 1)]
    expected = {
        "s": sum(values),
        "m": sum(values) / len(values),
        "low": ordered[0],
        "high": ordered[-1],
        "p": low + (high - low) * (place - int(place)),
        "n": len(values),
    }
    assert {name: float(text) for name, text in row.items()} == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("stats count(*) as n, max(n)", 26),
        ("stats count(*) as n by bin(1m) as t, n", 38),
        ("stats max(t) as m by bin(1m) as t", 11),
    ],
)
def test_an_alias_that_its_own_command_uses_is_refused_at_its_place(query: str, column: int) -> None:
    with pytest.raises(QueryError, match=f"line 1, column {column}: got .*use it in the next command"):
        ask(query, {"a": 1})


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("fields a * 2 as b | fields b + 1 as c | display c", {"c": "3"}),
        ("fields a * 2 as b, 1 - (b + 1) as c | display c", {"c": "-2"}),
        ("display a as b, b", {"b": "1"}),
        ("stats max(a) as a, min(a) as low", {"a": "1", "low": "1"}),
        ("fields b, a as b | display b", {"b": "1"}),
    ],
)
def test_an_alias_may_be_used_later_and_may_hide_a_field(query: str, row: dict[str, str]) -> None:
    assert ask(query, {"a": 1, "b": 7}).rows == (row,)
