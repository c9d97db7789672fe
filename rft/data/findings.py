"""``Findings``: how often each kind of fault was met, and the first lines of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from rft.data.fault import Fault, Severity

__all__ = ["Finding", "Findings"]

_KEPT: Final = 5
"""Lines kept of each kind."""


@dataclass
class Finding:
    """One kind of fault in one file."""

    fault: Fault
    count: int = 0
    lines: list[int] = field(default_factory=list[int])
    """The first few, from 1."""
    detail: str = ""
    """Figures, or the first message of several."""

    @property
    def text(self) -> str:
        """The finding in a sentence, with its places and its remedy."""
        places = f" (line {', '.join(map(str, self.lines))}{' ...' if self.count > len(self.lines) else ''})"
        times = f"{self.count} x " if self.lines else ""
        detail = f": {self.detail}" if self.detail else ""
        return f"{times}{self.fault.wrong}{detail}{places if self.lines else ''}; {self.fault.todo}"

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        known = {"code": self.fault.code, "severity": self.fault.severity.value, "count": self.count}
        return {**known, "lines": self.lines, "detail": self.detail or None, "todo": self.fault.todo}


class Findings:
    """The findings of one file, in the order in which the kinds are listed."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: dict[Fault, Finding] = {}

    def add(self, fault: Fault, line: int | None = None, *, count: int = 1, detail: str = "") -> None:
        """Count a fault, in a line or in the file as a whole."""
        finding = self._found.setdefault(fault, Finding(fault))
        finding.count += count
        finding.detail = finding.detail or detail
        if line is not None and len(finding.lines) < _KEPT:
            finding.lines.append(line)

    def __iter__(self) -> Iterator[Finding]:
        """Yield the findings, errors first."""
        for severity in Severity:
            yield from (self._found[fault] for fault in Fault if fault in self._found and fault.severity is severity)

    @property
    def errors(self) -> int:
        """Kinds of fault with which the file cannot be used."""
        return sum(finding.fault.severity is Severity.ERROR for finding in self)
