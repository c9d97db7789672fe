"""A file that cannot be written is refused before the work."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from rft.dashboard import verb as dashboard
from rft.failures import CallError
from rft.written_file import check_folder, check_writable, write_file


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


@pytest.mark.parametrize("check", [check_writable, check_folder])
def test_a_name_that_no_file_system_takes_is_named(check: Callable[[str, Path], None], tmp_path: Path) -> None:
    with pytest.raises(CallError, match="File name too long"):
        check("--out", tmp_path / ("x" * 300))


def test_a_folder_that_can_be_made_is_neither_refused_nor_made(tmp_path: Path) -> None:
    check_folder("--out", tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())


def test_a_folder_in_or_at_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for place in ("file", "file/a/b", "link", "link/a"):
        with pytest.raises(CallError, match=r"is no folder; expected a folder that can be written"):
            check_folder("--out", tmp_path / place)


def test_a_file_that_went_bad_during_the_work_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"--report '.*': Is a directory; expected a file that can be written"):
        write_file("--report", tmp_path, "text")


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
