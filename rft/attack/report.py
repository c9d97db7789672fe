"""An attack as text for the terminal and as JSON."""

import json
from collections.abc import Iterator
from typing import Any, Final

from compiler.attack.finding import Finding, Severity

from rft.attack.run import BY_STAND_IN, Attacked
from rft.output import printable

__all__ = ["as_json", "lines"]

_NAMED: Final = 6
_LONGEST: Final = 160
"""Characters of a response that are shown."""


def lines(found: Attacked) -> Iterator[str]:
    """Yield the lines of the report."""
    by = "the stand-in judge, which compares words" if found.judge == BY_STAND_IN else found.judge
    asked = f" (called {found.judge_calls} times)" if found.judge_calls else ""
    judged = f", judged by {by}{asked}" if by else ""
    tried = f"{found.responses} responses to {found.rows} rows (depth {found.depth.value}, seed {found.seed})"
    yield f"{found.experiment}: {tried}{judged}"
    if found.arn:
        yield f"Attacked by {found.calls} calls of the deployed function {found.arn}."
        yield "A response that is slow there is seen only if it ends its call, and texts of failures are not kept."
    if not found.calibrated:
        yield "Not calibrated: no right answer earned more than nothing does, so only faults can be seen."
    shown = [each for each in found.findings if each.severity > Severity.INFO]
    if not shown:
        yield "No finding."
    for finding in shown:
        yield from _finding(finding)
    rest = list(dict.fromkeys(each.name for each in found.findings if each.severity is Severity.INFO))
    if rest:
        yield ""
        yield f"{len(rest)} more are for information: {', '.join(rest[:_NAMED])}{', ...' if len(rest) > _NAMED else ''}"
        yield "--json and --report show them."


def _finding(finding: Finding) -> Iterator[str]:
    yield ""
    yield f"{finding.severity.name.lower()}: {finding.family} {finding.name}: {finding.says}"
    yield f"  cause: {finding.cause}"
    yield f"  mend:  {finding.mend}"
    if finding.event:
        said = _response(finding.event)
        yield f"  shown by: {said if len(said) <= _LONGEST else said[:_LONGEST] + '...'}"


def _response(event: Any) -> str:
    try:
        said = event[0]["messages"][-1]["content"]
    except (KeyError, IndexError, TypeError):
        said = event
    return printable(json.dumps(said, ensure_ascii=False))


def as_json(found: Attacked) -> dict[str, Any]:
    """Return the attack for JSON; each finding has the event that shows it, as ``rft invoke --event`` takes it."""
    return {
        "experiment": found.experiment,
        "reward": found.reward,
        "judge": found.judge or None,
        **({"function_arn": found.arn, "calls": found.calls} if found.arn else {}),
        **({"judge_calls": found.judge_calls} if found.judge_calls else {}),
        "depth": found.depth.value,
        "seed": found.seed,
        "rows": found.rows,
        "responses": found.responses,
        "calibrated": found.calibrated,
        "worst": found.worst.name.lower() if found.findings else None,
        "findings": [each.to_json() for each in found.findings],
    }
