"""The output of `rft job`: draft -> files, JSON, text."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from rft.doctor.finding import Finding
from rft.doctor.verb import findings_table
from rft.job.draft import Draft
from rft.job.function import Function
from rft.job.order import Order
from rft.job.sending.send import Sent
from rft.records import table_of
from rft.road import Road
from rft.written_file import refusing, write_file

__all__ = ["Shown", "write"]


@dataclass(frozen=True)
class Shown:
    """One job, as far as it got."""

    road: Road
    order: Order
    function: Function
    draft: Draft
    under: str
    """The roles and their tasks."""
    cost: Sequence[str] = ()
    """The cost of the reward's part."""
    findings: Sequence[Finding] = ()
    """About places, role and network."""
    sent: Sequence[Sent] = ()
    """Empty if nothing was sent."""
    written: Path | None = None

    @property
    def result(self) -> dict[str, Any]:
        """Everything, for JSON."""
        draft = self.draft
        return {
            "road": self.road.value,
            "function": self.order.function,
            "revision": self.order.revision,
            "requests": [asdict(each) for each in draft.requests],
            "files": dict(draft.files),
            "client": draft.client,
            "commands": list(draft.commands),
            "notes": list(draft.notes),
            "values": [dict(zip(("name", "value", "from"), row, strict=True)) for row in self._values()],
            "source": self.order.settings.source,
            "runs_under": self.under,
            "cost": list(self.cost),
            "findings": [asdict(each) for each in self.findings],
            "sent": [asdict(each) for each in self.sent],
        }

    @property
    def parts(self) -> list[RenderableType]:
        """The same as text and tables."""
        draft, parts = self.draft, list[RenderableType]()
        for request in draft.requests:
            parts.append(f"{request.service} {request.operation}")
            parts.append(json.dumps(request.parameters, indent=2, ensure_ascii=False))
        for name, text in draft.files:
            parts += [name, text.rstrip("\n")]
        parts.append(table_of(["value", "", "from"], self._values()))
        parts.append(f"ranges and defaults: {self.order.settings.source}")
        parts += [f"note: {note}" for note in draft.notes]
        parts.append(self.under)
        # The plan's second line goes on from its first.
        parts += [f"cost: {line.removeprefix('and costs ')}" for line in self.cost]
        if self.findings:
            parts.append(findings_table(self.findings))
        return parts + self._end()

    def _end(self) -> list[RenderableType]:
        if self.sent:
            return [f"{each.state}: {each.what} {each.arn}" for each in self.sent]
        if self.written is not None:
            lines = [f"written to {self.written}", f"In that folder, with {self.draft.client}:"]
        else:
            how = "--submit sends it; by hand" if self.draft.requests else f"With {self.draft.client}"
            lines = [f"Nothing was sent. {how}, from the folder that --out FOLDER writes:"]
        return [*lines, *(f"  {command}" for command in self.draft.commands)]

    def _values(self) -> list[list[str]]:
        settings = self.order.settings
        named = ([name, str(value), settings.origins[name]] for name, value in settings.values.items())
        return [["function", self.order.function, self.function.found], *named]


def write(draft: Draft, folder: Path) -> None:
    """Write every request and file of the draft into a folder, which is made if it is not there.

    Raises:
        CallError: it cannot be written.
    """
    with refusing("--out", folder, "a folder"):
        folder.mkdir(parents=True, exist_ok=True)
    for request in draft.requests:
        text = json.dumps(request.parameters, indent=2, ensure_ascii=False) + "\n"
        write_file("--out", folder / f"{request.operation}.json", text)
    for name, text in draft.files:
        write_file("--out", folder / name, text)
