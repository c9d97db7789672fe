"""The README's picture is that of the page which the README's commands draw."""

import json
from pathlib import Path

import pytest

from rft.dashboard import verb
from tests.rft.dashboard.picture import PICTURE, shown_in_picture, source_of, with_source
from tests.rft.dashboard.scripted import scripted
from tests.stacks.dashboards import Body

README = Path(__file__).parents[3] / "README.md"
COMMANDS = (
    "PYTHONPATH=lambda_src python -m tests.training_run .local/run",
    "rft dashboard similarity --local .local/run --out page.html",
)


def test_the_readme_names_the_commands_beside_the_picture() -> None:
    readme = README.read_text(encoding="utf-8")
    assert "](docs/pictures/dashboard.png)" in readme
    assert "\n".join(COMMANDS) in readme


def test_the_commands_draw_the_very_picture(tmp_path: Path, body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails, look at the page, then draw the picture again: ``python -m tests.rft.dashboard.picture``."""
    run = scripted()
    lines = (json.dumps({"timestamp": each.timestamp, "message": each.message}) for each in run.source.events)
    (tmp_path / "training_run.jsonl").write_text("\n".join(lines))
    monkeypatch.setattr(verb, "synthesised_body", lambda _: body)
    monkeypatch.setattr(verb, "chosen", lambda _: run.compiled)
    verb.dashboard("similarity", out=tmp_path / "page.html", local=tmp_path)

    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "fewer than" not in html
    shown = shown_in_picture(html)
    assert {"reward-collapse", "95th less 5th percentile", "How many samples got which reward?"} <= set(shown)
    assert shown == source_of(PICTURE.read_bytes())


def test_a_picture_keeps_the_text_it_was_drawn_from() -> None:
    png = PICTURE.read_bytes()
    assert png.startswith(b"\x89PNG")
    assert len(png) < 2_000_000
    assert source_of(with_source(png[:40] + png[-12:], ["one", "two"])) == ["one", "two"]
