"""Which texts are queries, and the position of the error in the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rft.insights.language import syntax
from rft.insights.language.commands import Fields, Filter, Limit, Parse, Sort, Stats
from rft.insights.language.parser import COMMANDS, parse
from rft.insights.language.query_error import QueryError
from rft.insights.sql.compiler import compile_query

MALFORMED = [
    ("", 1, 1, "expected a command"),
    ("fields", 1, 7, "ends too early"),
    ("patern @message", 1, 1, "known here: dedup, display, fields"),
    ("pattern @message", 1, 1, "expected a command"),
    ("SOURCE '/aws/lambda/f' | fields a", 1, 1, "expected a command"),
    ("fields a -- no comment", 1, 16, "got 'comment'"),
    ("fields a\n| filter b ==1", 2, 13, "got '='"),
    ("fields a |", 1, 11, "ends too early"),
    ("fields a || limit 3", 1, 11, "got '|'"),
    ("filter a like b", 1, 15, "a text in quotes"),
    ('filter a = "unended', 1, 12, "got '\"'"),
    ("filter a =~ /unended", 1, 13, "got '/'"),
    ("filter a in []", 1, 14, "got ']'"),
    ("stats count(*", 1, 14, "expected one of: ')'"),
    ("stats avg(a) by", 1, 16, "ends too early"),
    ("limit 0", 1, 7, "from 1 to 100000"),
    ("limit 1.5", 1, 7, "from 1 to 100000"),
    ("sort a upwards", 1, 8, "got 'upwards'"),
    ("parse @message 'a*b'", 1, 21, "'as'"),
    ("fields foo\u00e9", 1, 11, "got '\u00e9'"),
    ("fields 1e999", 1, 8, "a number beyond all numbers"),
    # The following are well formed, but no queries of Logs Insights or of this subset.
    ("fields sin(a)", 1, 8, "unknown function 'sin'"),
    ("stats median(a)", 1, 7, "write pct(field, 50)"),
    ("stats histogram(a, 3)", 1, 7, "known here: abs, avg"),
    ("fields avg(a)", 1, 8, "unknown function 'avg'"),
    ("stats a", 1, 7, "inside an aggregate function"),
    ("stats sum(a) + b by b", 1, 16, "inside an aggregate function"),
    ("stats sum(*)", 1, 7, "got *"),
    ("stats avg(a) by bin(300s)", 1, 21, "expected 1s to 60s"),
    ("stats avg(a) by bin(1w)", 1, 21, "expected a unit of"),
    ("stats avg(a) by bin(aggregate_reward_score)", 1, 21, "expected a period"),
    ("stats pct(a, 101)", 1, 14, "from 0 to 100"),
    ("stats count(*) as n, sum(a) as n", 1, 22, "'n' twice"),
    ("stats count(*) by a | stats count(*) by a | stats count(*)", 1, 45, "at most 2"),
    ("stats count(*) by a | filter b = 1", 1, 30, "expected one of: a, count(*)"),
    ("stats count(*) by a | stats count(*) by bin(5m)", 1, 41, "'@timestamp', which the last stats dropped"),
    ("stats latest(a) as b by c | stats latest(b)", 1, 35, "time of events"),
    ("sort a | stats count(*)", 1, 10, "after the last stats"),
    ("limit 5 | stats count(*)", 1, 11, "after the last stats"),
    ("dedup a | fields b", 1, 11, "only limit may follow dedup"),
    ("fields @reward", 1, 8, "expected one of: @billedDuration"),
    ('filter "a"', 1, 8, "expected a condition"),
    ("filter @timestamp > 5", 1, 19, "expected a time"),
    ("fields @timestamp + 1", 1, 8, "toMillis"),
    ("fields coalesce(a, 0)", 1, 20, "coalesce: expected a field"),
    ("fields 5m", 1, 9, "got 'm'"),
    ("fields abs(5m)", 1, 12, "got a period"),
    ("fields substr(a)", 1, 8, "got 1 arguments, expected 2 or 3"),
    ("parse 'a=*, b=*' as x", 1, 7, "got 2 * and 1 names"),
    ("parse /a=(\\d+)/", 1, 7, "expected a named group"),
    ("filter a like /(?=b)/", 1, 15, "RE2"),
    ("filter a like /(b)\\1/", 1, 15, "RE2"),
    ("filter a like /(/", 1, 15, "missing )"),
]


def refusal(text: str) -> QueryError | None:
    try:
        compile_query(parse(text), 0)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(("text", "line", "column", "said"), MALFORMED)
def test_what_is_no_query_is_refused_with_its_place(text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(QueryError) as refused:
        compile_query(parse(text), 0)

    assert (refused.value.at.line, refused.value.at.column) == (line, column)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"query: line {line}, column {column}: ")


@pytest.mark.parametrize(
    "text",
    [
        "fields " + "(" * 4000 + "a" + ")" * 4000,
        "fields " + "-" * 9000 + "a",
        "fields a" + "+a" * 4000,
        "filter " + "not " * 2000 + "a = 1",
        "filter a = 1" + " or a = 1" * 1000,
        "fields " + "abs(" * 2000 + "a" + ")" * 2000,
        "fields " + "9" * 9000 + "m",
        "limit " + "9" * 9000,
        "fields a" * 2000,
        "parse /" + "(?<a>" * 1500 + "/",
    ],
)
def test_no_nesting_and_no_length_ends_in_anything_but_a_query_or_its_error(text: str) -> None:
    refused = refusal(text)

    assert refused is None or len(str(refused)) < 20_000


def test_words_have_no_case_and_comments_are_none_of_the_query() -> None:
    loud = "# what\nFIELDS a AS b # and why\n| FILTER NOT isPresent(c) | SORT b DESC | LIMIT 3"
    quiet = "fields a as b | filter not ispresent(c) | sort b desc | limit 3"

    assert compile_query(parse(loud), 0) == compile_query(parse(quiet), 0)


def test_a_hash_in_a_text_or_a_regex_begins_no_comment() -> None:
    (command,) = parse('filter id = "#1a" or id like /#[0-9]/').commands

    assert isinstance(command, Filter)
    assert isinstance(command.condition, syntax.Logic)


def test_powers_bind_before_signs_before_products_before_sums() -> None:
    assert compile_query(parse("fields a - b * -c ^ 2 as x"), 0) == compile_query(
        parse("fields a - (b * (-(c ^ 2))) as x"), 0
    )


def test_a_chain_of_powers_is_refused_as_it_can_be_read_two_ways() -> None:
    with pytest.raises(QueryError):
        parse("fields a ^ b ^ c")


def test_a_name_with_other_characters_needs_backticks() -> None:
    (command,) = parse("fields foo-bar, `foo-bar`, `a b`.`c-d`.0").commands

    assert isinstance(command, Fields)
    assert [item.name for item in command.items] == ["foo-bar", "foo-bar", "a b.c-d.0"]
    assert isinstance(command.items[0].expression, syntax.Arithmetic)
    assert isinstance(command.items[1].expression, syntax.Field)


def test_what_has_no_alias_goes_by_its_own_text() -> None:
    (command,) = parse("stats  count( * ),\n max(a)/2  by bin( 5m ), b").commands

    assert isinstance(command, Stats)
    assert [item.name for item in (*command.items, *command.groups)] == ["count( * )", "max(a)/2", "bin( 5m )", "b"]


names = st.from_regex(r"[a-z@][a-z0-9_@]{0,8}", fullmatch=True).filter(
    lambda name: name not in {*COMMANDS, "by", "as", "asc", "desc", "and", "or", "not", "in", "like"}
)
any_names = st.one_of(names, st.text(st.characters(codec="utf-8", exclude_characters="`\n\r"), min_size=1))


@given(st.lists(st.tuples(any_names, any_names), min_size=1, max_size=4))
def test_any_name_survives_its_backticks(pairs: list[tuple[str, str]]) -> None:
    text = "fields " + ", ".join(f"`{name}` as `{alias}`" for name, alias in pairs)
    (command,) = parse(text).commands

    assert isinstance(command, Fields)
    assert [(item.expression, item.name) for item in command.items] == [
        (syntax.Field(name, item.expression.at), alias)
        for (name, alias), item in zip(pairs, command.items, strict=True)
    ]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n")), st.sampled_from("\"'"))
def test_any_text_survives_its_quotes(value: str, quote: str) -> None:
    written = value.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'")
    (command,) = parse(f"filter a = {quote}{written}{quote}").commands

    assert isinstance(command, Filter)
    assert isinstance(command.condition, syntax.Comparison)
    assert isinstance(command.condition.right, syntax.Text)
    assert command.condition.right.value == value


@given(st.floats(min_value=0, allow_nan=False, allow_infinity=False))
def test_any_number_survives_its_digits(value: float) -> None:
    (command,) = parse(f"filter a = {value!r}").commands

    assert isinstance(command, Filter)
    assert isinstance(command.condition, syntax.Comparison)
    assert isinstance(command.condition.right, syntax.Number)
    assert command.condition.right.value == value


WORDS = """
fields display filter stats sort limit parse dedup by as asc desc and or not in like =~ = != < <= > >= + - * / % ^
( ) [ ] , | # ` " ' a b @timestamp @message @x a.0.b count sum avg pct bin abs coalesce concat ispresent earliest now
datefloor substr 1 2.5 .5 5m 1h 300s "x" 'y' /z/ /(?<g>.)/ \\ \u00e9 \x00
"""
words = st.sampled_from([*WORDS.split(), "\n"])


@given(st.one_of(st.lists(words, max_size=25).map(" ".join), st.text(max_size=60)))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    refused = refusal(text)

    if refused is not None:
        lines = text.split("\n")
        assert 1 <= refused.at.line <= len(lines)
        assert 1 <= refused.at.column <= len(lines[refused.at.line - 1]) + 1


def test_commands_keep_their_order_and_their_parts() -> None:
    query = parse("parse a '*-*' as x, y | sort x, y desc | limit 7")

    glob, sort, limit = query.commands
    assert isinstance(glob, Parse)
    assert [name.name for name in glob.names] == ["x", "y"]
    assert isinstance(sort, Sort)
    assert [(key.field.name, key.descending) for key in sort.keys] == [("x", False), ("y", True)]
    assert isinstance(limit, Limit)
    assert limit.count == 7
