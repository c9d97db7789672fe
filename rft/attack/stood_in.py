"""Findings by the stand-in judge alone, which are only for information."""

from dataclasses import replace

from compiler.attack.finding import Finding, Severity

__all__ = ["by_stand_in"]

_NO_MODEL = (
    "the stand-in judge, which compares words, gave this verdict; attack the function deployed in AWS to ask your model"
)


def by_stand_in(finding: Finding) -> Finding:
    """Return the finding as information: a verdict of the stand-in's says nothing of a model's."""
    if finding.name.startswith(("raises", "off_range")) or finding.family in ("F0", "F8", "F9", "F10"):
        return finding
    return replace(finding, severity=Severity.INFO, cause=f"{finding.cause}; {_NO_MODEL}")
