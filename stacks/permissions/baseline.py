"""The committed permissions of every stack, and the comparison of a synthesised stack with them."""

import json
from pathlib import Path
from typing import Any

from stacks.permissions.comparison import broadening
from stacks.permissions.trimmed import trimmed, without_revision

__all__ = ["FOLDER", "accept", "complaint", "stack_names"]

FOLDER = Path(__file__).parent / "baseline"
ACCEPT = "if that is meant, `make permissions-accept EXPERIMENT=<its name>` and commit what it writes"


def stack_names(assembly: Path) -> list[str]:
    """Return the stacks of a cloud assembly, sorted."""
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    artifacts = manifest["artifacts"].items()
    return sorted(name for name, artifact in artifacts if artifact["type"] == "aws:cloudformation:stack")


def complaint(assembly: Path, stack: str, folder: Path = FOLDER) -> str | None:
    """Return why ``stack`` is refused: it has no baseline, or allows more than that. Less is let through."""
    template = _template(assembly, stack)
    file, now = folder / f"{without_revision(template, stack)}.json", trimmed(template)
    if not file.exists() and now["Resources"]:
        return f"{stack}: permissions: got a stack without a baseline, expected {file.name}; {ACCEPT}"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else now
    # Equal texts allow the same, and need no comparison by the command line.
    found = None if before == now else broadening(before, now)
    if found is None:
        return None
    return f"{stack}: permissions: got more than {file.name} allows, expected no more; {ACCEPT}\n{found}"


def accept(assembly: Path, folder: Path = FOLDER, *, alone: bool = False) -> list[str]:
    """Make the permissions of every stack that grants something its baseline; return the names of the baselines.

    Args:
        assembly: the cloud assembly.
        folder: holds the baselines.
        alone: keep the baselines of stacks that are not in the assembly. Otherwise these are gone, and so are theirs.
    """
    folder.mkdir(exist_ok=True)
    if not alone:
        for file in folder.glob("*.json"):
            file.unlink()
    titles: list[str] = []
    for stack in stack_names(assembly):
        template = _template(assembly, stack)
        permissions = trimmed(template)
        if permissions["Resources"]:
            titles.append(without_revision(template, stack))
            text = json.dumps(permissions, indent=2, sort_keys=True) + "\n"
            (folder / f"{titles[-1]}.json").write_text(text, encoding="utf-8")
    return titles


def _template(assembly: Path, stack: str) -> dict[str, Any]:
    return json.loads((assembly / f"{stack}.template.json").read_text(encoding="utf-8"))
