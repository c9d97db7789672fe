"""Tables show all data unchanged, and cut only responses."""

import pytest
from rich.console import Console

from rft.invoke.invocation import ScoredRow
from rft.invoke.rows import RecordedRow
from rft.invoke.tables import samples_table
from rft.output import show

SCORE = ScoredRow("a-rather-long-row-id", -0.6, {"well_formed": 1.0}, {"no_answer": 1.0, "unscorable": 0.0})


def test_text_that_looks_like_mark_up_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    row = RecordedRow({"id": SCORE.row_id, "messages": [], "reference_answer": "[red]"}, "[/b] :smile:")
    show({}, False, "[/b] :smile:", samples_table([row], [SCORE], 1))
    shown = capsys.readouterr().out
    assert shown.count("[/b] :smile:") == 2
    assert "[red]" in shown


def test_in_80_columns_only_the_response_is_cut() -> None:
    row = RecordedRow({"id": SCORE.row_id, "messages": [], "reference_answer": "negative"}, "many words " * 9)
    console = Console(width=80)
    with console.capture() as capture:
        console.print(samples_table([row], [SCORE], 1))
    shown = capture.get()
    assert all(word in shown for word in (SCORE.row_id, "negative", "-0.6", "well_formed", "no_answer"))
    assert "unscorable" not in shown
