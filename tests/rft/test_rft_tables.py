"""Ids, rewards and dimensions are whole at any width; texts are cut; data is shown as it is."""

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rft.invoke.invocation import Pass, ScoredRow
from rft.invoke.rows import RecordedRow, read_rows
from rft.invoke.samples_table import samples_table
from rft.invoke.tables import distribution_table, latency_table
from rft.output import printable, show
from rft.records import Records

SCORE = ScoredRow("a-rather-long-row-id", -0.6, {"well_formed": 1.0}, {"no_answer": 1.0, "unscorable": 0.0})
WIDTHS = (60, 80, 100, 160)
DIMENSIONS = {
    "support_reply": ("safe", "accurate", "empathetic", "on_brand", "well_formed", "concise"),
    "tool_plan": ("same_plan", "well_formed"),
    "sentiment": ("correct", "well_formed"),
    "instructions": ("followed",),
}


def drawn(table: RenderableType, width: int) -> list[str]:
    """Return the lines of a table, as a pipe gets them."""
    out = io.StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(table)
    lines = out.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    return lines


def scored(rows: list[RecordedRow], names: tuple[str, ...]) -> list[ScoredRow]:
    """Scores of which no two are alike, so that each can be found."""
    return [
        ScoredRow(
            row.row_id,
            -(at + 1) / 7,
            {name: (at * len(names) + number + 1) / 997 for number, name in enumerate(names)},
            {"no_answer": float(at % 2)},
        )
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("data", DIMENSIONS)
def test_every_id_reward_and_dimension_is_whole(data: str, width: int) -> None:
    rows = read_rows(data, 16)
    scores = scored(rows, DIMENSIONS[data])
    words = " ".join(drawn(samples_table(rows, scores, 16), width)).split()
    for score in scores:
        assert score.row_id in words
        assert f"{score.reward:.4g}" in words
        assert all(f"{value:.4g}" in words for value in score.dimensions.values())
    assert {"id", "reward", "flags", *DIMENSIONS[data]} <= set(words)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_stands_in_the_line_of_its_sample(width: int) -> None:
    rows = read_rows("support_reply", 4)
    scores = scored(rows, DIMENSIONS["support_reply"])
    lines = drawn(samples_table(rows, scores, 4), width)
    for score in scores:
        own = [line.split() for line in lines if score.row_id in line]
        values = [f"{value:.4g}" for value in score.dimensions.values()]
        assert [word for line in own for word in line if word in values] == values


@pytest.mark.parametrize("width", WIDTHS)
def test_the_end_of_a_response_is_shown_with_its_answer(width: int) -> None:
    rows = read_rows("sentiment", 16)
    lines = drawn(samples_table(rows, scored(rows, DIMENSIONS["sentiment"]), 16), width)
    for row in rows:
        end = " ".join(row.response.split())[-28:]
        assert any(row.row_id in line and line.rstrip().endswith(end) for line in lines)


def test_the_response_gives_way_before_the_reference() -> None:
    row = RecordedRow(
        {"id": "r1", "messages": [], "reference_answer": "word " * 6 + "end."}, "many words " * 8 + "last."
    )
    score = ScoredRow("r1", 1.0, {"correct": 1.0}, {})
    narrow, wide = (drawn(samples_table([row], [score], 1), width)[-1] for width in (96, 160))
    assert "word " * 6 + "end." in narrow
    assert "…" in narrow.partition("end.")[2]
    assert "many words " * 8 + "last." in wide


@pytest.mark.parametrize("width", WIDTHS)
def test_an_id_that_is_wider_than_the_terminal_is_still_whole(width: int) -> None:
    row = RecordedRow({"id": "x" * 170, "messages": []}, "yes")
    shown = "".join(drawn(samples_table([row], [ScoredRow("x" * 170, 0.5, {"correct": 0.25}, {})], 1), width))
    assert shown.count("x") >= 170
    assert "0.25" in shown


@pytest.mark.parametrize("width", WIDTHS)
def test_distribution_and_latency_are_whole(width: int) -> None:
    passes = [Pass("training-job", (SCORE,), (6956.6, 14.2, 15.25)), Pass("hyperpod", (SCORE,), (1.5,))]
    words = " ".join(drawn(latency_table(passes), width)).split()
    assert {"training-job", "6956.6", "15.2", "hyperpod", "1.5"} <= set(words)
    shown = " ".join(drawn(distribution_table([0.0, 0.5, 0.5, 1.0]), width))
    assert re.search(r"0\.5 +2 +█+", shown)
    assert "stddev 0.354" in shown


@pytest.mark.parametrize("width", WIDTHS)
def test_a_record_that_does_not_fit_is_shown_field_by_field(width: int) -> None:
    row = {
        "@timestamp": "2026-11-27 15:44:29.694",
        "request_id": "67e22564-9b6e-4f3b-bef5-e2f69b220f3a",
        "m": "y" * 200,
    }
    lines = drawn(Records(["@timestamp", "request_id", "m", "absent"], [row]), width)
    assert any(line.split() == ["@timestamp", *row["@timestamp"].split()] for line in lines)
    assert any(line.split() == ["request_id", row["request_id"]] for line in lines)
    assert any(line.split() == ["absent", "-"] for line in lines)
    assert "".join(lines).count("y") == 200


def test_a_record_that_fits_is_a_line_of_a_table() -> None:
    lines = drawn(Records(["a", "b"], [{"a": "1", "b": "2"}, {"a": "3"}]), 80)
    assert [line.split() for line in lines if "─" not in line] == [["a", "b"], ["1", "2"], ["3", "-"]]


def test_text_that_looks_like_mark_up_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    row = RecordedRow({"id": SCORE.row_id, "messages": [], "reference_answer": "[red]"}, "[/b] :smile:")
    show({}, False, "[/b] :smile:", samples_table([row], [SCORE], 1))
    shown = capsys.readouterr().out
    assert shown.count("[/b] :smile:") == 2
    assert "[red]" in shown


def test_no_character_of_data_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    bad = "\x1b[2J\x1b]0;title\x07 \x9b31m \r \x7f \u202e end"
    row = RecordedRow({"id": bad, "messages": [], "reference_answer": bad}, bad)
    score = ScoredRow(bad, 1.0, {bad: 1.0}, {bad: 1.0})
    for as_json in (False, True):
        show({"a": bad}, as_json, bad, samples_table([row], [score], 1), Records([bad], [{bad: bad}]))
        shown = capsys.readouterr().out
        assert not set(shown) & set("\x1b\x07\x9b\r\x7f\u202e")
        assert "x1b" in shown if not as_json else "u001b" in shown
    assert printable("a\n\tb") == "a\n\tb"


@pytest.mark.parametrize(
    "steering", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x08\x08", "\r", "\u202e", "\x1b]8;;http://x\x1b\\"]
)
def test_no_table_and_no_text_steers_a_terminal(steering: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Log fields and responses are data that anybody may have written."""
    plain = Table("column")
    plain.add_row(f"a{steering}b")
    records = Records(["name"], [{"name": f"a{steering}b"}])
    for as_json in (False, True):
        show({"value": f"a{steering}b"}, as_json, plain, Text(f"a{steering}b"), Panel(f"a{steering}b"), records)
    written = capsys.readouterr().out
    assert not [letter for letter in steering if letter in written and not letter.isprintable()]
    assert "a" in written
