"""Living mutants as changes of the source, and the list of them with reasons, ``mutants.md`` beside this file.

The list is Markdown: a heading for each file, a paragraph for each reason, and below it a ``diff`` block of the changes
that the reason covers. A change is ``@@ function``, its ``-`` lines and its ``+`` lines. It has no line numbers, so
it stays valid when other code changes.
"""

import difflib
import json
import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["Change", "change_of", "listed", "shown"]

_TYPE: Final = re.compile(r'\bcast\((?:None|"[^"]*"), ')


class Change(NamedTuple):
    """The change that a mutant makes to one function."""

    path: str
    function: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_a_type_only(self) -> bool:
        """True if it changes only the type argument of ``cast``, which has no effect at run time."""
        before, after = ([_TYPE.sub("cast(", line) for line in lines] for lines in (self.removed, self.added))
        return before == after


def change_of(mutants: Path, path: str, mutant: str) -> Change:
    """Compare a mutant with the original; mutmut has written both into one file."""
    spans: dict[str, tuple[int, int]] = json.loads((mutants / f"{path}.spans").read_text(encoding="utf-8"))["spans"]
    lines = (mutants / path).read_text(encoding="utf-8").splitlines()
    name = mutant.rpartition(".")[2]
    mangled = name.rpartition("__mutmut_")[0]
    function = mangled.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")

    def body(of: str) -> list[str]:
        start, end = spans[of]
        return [line.strip().replace(f"{of}(", f"{function}(") for line in lines[start - 1 : end] if line.strip()]

    diff = list(difflib.ndiff(body(f"{mangled}__mutmut_orig"), body(name)))
    removed, added = (tuple(line[2:] for line in diff if line.startswith(sign)) for sign in ("- ", "+ "))
    return Change(path, function, removed, added)


def shown(changes: Iterable[Change]) -> str:
    """Return the changes in the form of the list, without reasons."""
    text = ""
    for path, of_path in groupby(changes, key=lambda change: change.path):
        text += f"## {path}\n```diff\n"
        for change in of_path:
            text += f"@@ {change.function}\n"
            text += "".join(f"-{line}\n" for line in change.removed) + "".join(f"+{line}\n" for line in change.added)
        text += "```\n"
    return text


def listed(text: str) -> set[Change]:
    """Parse the list. Raises ``ValueError`` if a change has no file or no reason above it."""
    changes: set[Change] = set()
    path = reason = ""
    for part in text.split("\n```"):
        if not part.startswith("diff\n"):
            for line in part.strip().splitlines():
                path, reason = (line.removeprefix("## "), "") if line.startswith("## ") else (path, line or reason)
        elif not (path and reason):
            raise ValueError(f"mutants: got {part[5:65]!r} below no file or no reason, expected both above it")
        else:
            changes.update(_change(path, lines) for lines in part.removeprefix("diff\n").split("@@ ")[1:])
    return changes


def _change(path: str, text: str) -> Change:
    function, *lines = text.splitlines()
    removed, added = (tuple(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
    return Change(path, function, removed, added)
