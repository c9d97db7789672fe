"""A file that cannot be written is refused before the work."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from rft.dashboard import verb as dashboard
from rft.failures import CallError
from rft.written_file import check_writable


def test_a_file_that_can_be_written_is_neither_refused_nor_made(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    check_writable("--out", file)
    assert not file.exists()
    file.write_text("old", encoding="utf-8")
    check_writable("--out", file)
    assert file.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(("place", "fault"), [("none/page.html", "there is no folder"), (".", "it is a folder")])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, place: str, fault: str) -> None:
    with pytest.raises(CallError, match=f"^--out '.*': {fault}.*expected a file that can be written"):
        check_writable("--out", tmp_path / place)


def test_a_read_only_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # an administrator may write everywhere
    with pytest.raises(CallError, match="it must not be written"):
        check_writable("--out", tmp_path / "page.html")


def test_the_dashboard_checks_its_page_before_it_reads_a_log(
    rft: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dashboard, "chosen", lambda *_: pytest.fail("the work had begun"))
    done = rft("dashboard", "gsm8k", "--local", str(tmp_path), "--out", str(tmp_path / "none" / "page.html"))
    assert done.returncode == 2
    assert "expected a file that can be written" in done.stderr
