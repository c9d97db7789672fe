"""Constructs of the queries that AWS publishes as samples, in queries of our own.

Each runs with AWS's meaning, or is in the table of refused constructs in docs/log_queries.md.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from rft.insights.engine import run
from rft.insights.events import LogEvent
from rft.insights.language.query_error import QueryError

PAGE = Path(__file__).parents[3] / "docs" / "log_queries.md"
REPORT = (
    "REPORT RequestId: 00000000-0000-4000-8000-00000000000{0}\tDuration: {0}0.5 ms\tBilled Duration: {0}1 ms"
    "\tMemory Size: 1024 MB\tMax Memory Used: {0}00 MB\t"
)
LINES = [
    *[REPORT.format(number) for number in (1, 3, 2)],
    *[
        json.dumps(each)
        for each in (
            {"kind": "call", "api": "a", "took": 4, "failed": True, "source": "10.0.0.1"},
            {"kind": "call", "api": "b", "took": 9, "failed": False, "source": "10.0.0.2"},
            {"kind": "note", "took": 1, "text": "user=Ada, way:GET, late := 7"},
        )
    ],
    "  [WARN] slow disk  ",
]


def ask(query: str) -> list[dict[str, str]]:
    events = [LogEvent(1_800_014_400_000 + at, line) for at, line in enumerate(LINES)]
    return [dict(row) for row in run(query, events, 17.5).rows]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        # An alias in a later result of the same stats.
        (
            'filter @type = "REPORT" | stats max(@memorySize / 1000 / 1000) as given, '
            "max(@maxMemoryUsed / 1000 / 1000) as used, given - used as spare, spare / given * 100 as share",
            [{"given": "1024", "used": "300", "spare": "724", "share": "70.703125"}],
        ),
        ('filter @type = "REPORT" | stats count(*) as n, n * 2 as twice', [{"n": "3", "twice": "6"}]),
        ("filter took > 0 | stats sum(took) as s, count(*) as n, s / n as mean by kind | sort kind | limit 1", [
            {"kind": "call", "s": "13", "n": "2", "mean": "6.5"}
        ]),
        # An alias in a later field of the same command.
        ("filter took = 9 | fields took * 2 as b, b + 1 as c, b + c as d | display c, d", [{"c": "19", "d": "37"}]),
        # sort by.
        ('filter @type = "REPORT" | fields @billedDuration | sort by @billedDuration desc', [
            {"@billedDuration": each} for each in ("31", "21", "11")
        ]),
        ("filter took > 1 | fields took | SORT BY kind, took asc", [{"took": "4"}, {"took": "9"}]),
        # A condition as a field, and a field as a condition.
        ("fields ispresent(api) as isApi | filter isApi | stats count() as n", [{"n": "2"}]),
        ("fields ispresent(api) as isApi | filter not isApi and took = 1 | display isApi", [{"isApi": "0"}]),
        ("filter failed | display api", [{"api": "a"}]),
        ("filter ispresent(api) and (kind = \"call\" or kind = \"note\") and failed | display api", [{"api": "a"}]),
        ("filter took > 1 | sort took | display kind = \"call\" as isCall, took > 5 as isSlow", [
            {"isCall": "1", "isSlow": "0"}, {"isCall": "1", "isSlow": "1"}
        ]),
        ("filter isempty(api) and took = 1 | display took", [{"took": "1"}]),
        ("filter strcontains(text, \"Ada\") | display kind", [{"kind": "note"}]),
        ("stats sum(ispresent(api)) as apis, sum(took > 3) as slow", [{"apis": "2", "slow": "2"}]),
        ("filter ispresent(took) | stats count(*) as n by took > 3 as slow | sort slow", [
            {"slow": "0", "n": "1"}, {"slow": "1", "n": "2"}
        ]),
        ("fields took > 3 as slow | filter slow = 1 and ispresent(took) | stats count(*) as n", [{"n": "2"}]),
        # Names that begin with @ in parse, groups without a name of ours, words in any case.
        ('PARSE @message "user=*, way:*, late := *\\"" AS @user, @way, @late | FILTER @user IN ["Ada"] '
         "| STATS avg(@late) AS late BY @way", [{"@way": "GET", "late": "7"}]),
        ("parse @message /user=(?<who>.*?), way:(?<way>.*?),/ | filter ispresent(who) | display who, way", [
            {"who": "Ada", "way": "GET"}
        ]),
        ("filter @message like /(?i)warn/ | fields trim(@message) as said | parse said \"[*] *\" as level, rest "
         "| display level, rest | filter level like \"WARN\"", [{"level": "WARN", "rest": "slow disk"}]),
        ('filter source like "10.0." | stats count(*) by bin(1h) as t | sort t | display `count(*)`', [
            {"count(*)": "2"}
        ]),
    ],
)  # fmt: skip
def test_a_published_construct_runs_with_its_meaning(query: str, rows: list[dict[str, Any]]) -> None:
    assert ask(query) == rows


REFUSED = {
    "pattern": "pattern @message",
    "diff": "fields @message | diff",
    "anomaly": "pattern @message | anomaly",
    "unmask": "fields unmask(@message)",
    "filterIndex": 'filterIndex api = "a"',
    "join": "fields a | join b",
    "lookup": "lookup a b",
    "unnest": "unnest a into b",
    "SOURCE": "SOURCE logGroups()",
    "jsonParse": "fields jsonParse(@message) as j",
    "jsonStringify": "fields jsonStringify(a) as j",
    "isIpv4InSubnet": 'filter isIpv4InSubnet(source, "10.0.0.0/8")',
    "isValidIp": "filter isValidIp(source)",
    "@ingestionTime": "fields @ingestionTime",
    "@entity": "fields @entity",
    "@data_source_name": "fields @data_source_name",
    "median": "stats median(took)",
    "percentile": "stats percentile(took, 50)",
    "logfmt": "parse @message logfmt",
    "multi": "parse @message multi /a/",
}
"""Words of the page's list -> a query that uses them."""


@pytest.mark.parametrize("word", REFUSED)
def test_what_is_refused_stands_in_the_list_and_is_an_error_with_its_place(word: str) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        ask(REFUSED[word])
    assert f"`{word}`" in PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("fields ispresent(api) as isApi | stats count() as n by api | filter isApi", "isApi"),
        ('stats count(*) as n by api | filter kind = "call"', "kind"),
        ("parse @message /user=(?<who>.*?),/ | stats count(*) by @who", "@who"),
        ("stats count(*) as n, avg(n)", "n"),
        ("stats spare - 1 as x, max(took) as spare", "spare"),
        ("stats count(*) as n by took, n as m", "n"),
    ],
)
def test_a_name_that_resolves_to_nothing_is_an_error(query: str, name: str) -> None:
    """Each would be a blank column, or no row, without a word."""
    with pytest.raises(QueryError, match=f"got '{name}'"):
        ask(query)
