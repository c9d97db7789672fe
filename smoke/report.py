"""Writes the report: each step, each open point, and the words of the doctor and of the failed deployment."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from rft.output import printable

from smoke.run import Outcome


def write_report(
    file: Path, title: str, outcomes: Sequence[Outcome], points: Iterable[tuple[str, str]], told: Sequence[str]
) -> None:
    """Write the report as Markdown."""
    lines = [f"# {title}", "", f"Written {datetime.now().astimezone().isoformat(timespec='seconds')}.", ""]
    lines += ["| step | result | seconds | seen |", "| --- | --- | --- | --- |"]
    lines += [f"| {each.name} | {each.word} | {each.seconds:.0f} | {_cell(each.seen)} |" for each in outcomes]
    lines += ["", "| open point | seen |", "| --- | --- |"]
    lines += [f"| {_cell(question)} | {_cell(seen)} |" for question, seen in points]
    lines += ["", *(f"- {_cell(each)}" for each in told), ""]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines), encoding="utf-8")


def _cell(text: str) -> str:
    return " ".join(printable(text).split()).replace("|", "\\|")
