"""``python -m rft.job.published [REPOSITORY]``: renew the published settings, and show the changes."""

import difflib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Final

from rft.failures import RftError
from rft.job.published.recipes import FILE, REPOSITORY, fetched
from rft.job.published.renewal import renewed, unrenewed, written

_SPECIFICATIONS: Final = Path(__file__).parents[1] / "specifications.json"


def main(arguments: list[str]) -> int:
    """Write both files; return 0, 1 if AWS's repository cannot be read, or 2 if the arguments are wrong."""
    if len(arguments) > 1:
        sys.stderr.write(f"specifications: got {' '.join(arguments)!r}, expected nothing or REPOSITORY\n")
        return 2
    before = json.loads(_SPECIFICATIONS.read_text(encoding="utf-8"))
    try:
        published = fetched(*arguments or (REPOSITORY,))
    except RftError as error:
        sys.stderr.write(f"specifications: {error}\n")
        return 1
    after = renewed(before, published, date.today())
    files = {FILE: json.dumps(published, indent=1, sort_keys=True) + "\n", _SPECIFICATIONS: written(after)}
    for file, text in files.items():
        sys.stdout.writelines(_changes(file, text))
        file.write_text(text, encoding="utf-8")
    sys.stdout.write("not published, so not renewed; see that the source still says so:\n")
    sys.stdout.writelines(f"  {line}\n" for line in unrenewed(after, published))
    return 0


def _changes(file: Path, text: str) -> list[str]:
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    changed = list(difflib.unified_diff(old.splitlines(True), text.splitlines(True), file.name, file.name, n=0))
    return changed or [f"{file.name}: unchanged\n"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
