"""An attack as one page of HTML that needs nothing else."""

import json
from pathlib import Path
from typing import Any, Final

from compiler.attack.finding import Finding

from rft.attack.run import Attacked
from rft.output import printable
from rft.page.template import templates
from rft.written_file import write_file

__all__ = ["page", "write_page"]

_LONGEST: Final = 400
"""Characters of a response in a group."""


def write_page(found: Attacked, file: Path) -> None:
    """Write the page.

    Raises:
        CallError: the file cannot be written.
    """
    write_file("--report", file, page(found))


def page(found: Attacked) -> str:
    """Return the page's HTML."""
    counts = {each.severity.name.lower(): 0 for each in found.findings}
    for each in found.findings:
        counts[each.severity.name.lower()] += 1
    template = templates(Path(__file__).parent).get_template("page.html.j2")
    return template.render(found=found, counts=counts, findings=[_row(each) for each in found.findings])


def _row(finding: Finding) -> dict[str, Any]:
    share = min(1.0, max(0.0, finding.share))
    event = "" if finding.event is None else printable(json.dumps(finding.event, indent=1, ensure_ascii=False))
    return {
        "finding": finding,
        "severity": finding.severity.name.lower(),
        "says": printable(finding.says),
        "width": round(share * 100),
        "event": event,
        "rollouts": [] if finding.group is None else list(map(_rollout, finding.group["rollouts"])),
    }


def _rollout(rollout: dict[str, Any]) -> dict[str, Any]:
    said = rollout["response"]
    shown = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."
    return {**rollout, "response": printable(json.dumps(shown, ensure_ascii=False))}
