"""Mutation testing, one group at a time: ``mutate.py [GROUP...]``. Exits 1 if the tests notice too little.

Each group has a stage, a folder with the sources side by side, because mutmut names modules by path. ``tries.py`` makes
the mutants there and tries each.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from survivors import Change, change_of, listed, shown

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
STAGES = ROOT / ".local" / "mutate"
LIST = HERE / "mutants.md"
LEAST = 0.85

MESSAGES = (
    r'^\s*(raise \w+Error\()?f?"[^"]* [^"]*"[,)]*( from \w+)?$',
    r"^\s*raise \w+Error\($",
)
"""Lines that are never mutated: sentences of error messages. A fault's code has no blank and is mutated."""

_LIVED = {0, 5, 33}
"""Exit codes for a mutant that lives: all tests passed, or none ran. Any other code is a kill."""
_NO_MUTANT = 34
"""The code for a change of a type only, which does not count."""


def stage(name: str, group: dict[str, Any]) -> Path:
    """Copy the group's sources, tests and configuration into an empty folder and return it."""
    folder = STAGES / name
    shutil.rmtree(folder, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__", "e2e", "clients")
    for part in ("lambda_src/reward_runtime", "lambda_src/rewards", "compiler", "tests", "data"):
        shutil.copytree(ROOT / part, folder / Path(part).name, ignore=unwanted)
    mutmut: dict[str, Any] = {
        "source_paths": ["compiler", "reward_runtime"],
        "only_mutate": group["mutate"],
        "do_not_mutate_patterns": MESSAGES,
        "also_copy": ["rewards", "tests", "data"],
        "pytest_add_cli_args_test_selection": group["tests"],
        "pytest_add_cli_args": [
            f"--{option}={test}" for option in ("deselect", "ignore") for test in group.get(option, [])
        ],
    }
    pytest = {"addopts": "--import-mode=importlib -p tests.mutation.under_mutation", "pythonpath": ["."]}
    lines = ["[tool.mutmut]", *_assignments(mutmut), "[tool.pytest.ini_options]", *_assignments(pytest)]
    (folder / "pyproject.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _assignments(table: dict[str, Any]) -> list[str]:
    return [f"{key} = {json.dumps(value)}" for key, value in table.items()]


def run(folder: Path) -> dict[str, list[tuple[str, int | None]]]:
    """Test every mutant of a stage. Return source file -> name and exit code of each mutant."""
    log = folder / "tries.log"
    with log.open("w", encoding="utf-8") as out:
        ended = subprocess.run(
            [sys.executable, str(HERE / "tries.py")],
            cwd=folder,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    found: dict[str, list[tuple[str, int | None]]] = {}
    for meta in sorted(folder.glob("mutants/**/*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        path = str(meta.relative_to(folder / "mutants")).removesuffix(".meta")
        found[path] = [each for each in codes.items() if each[1] != _NO_MUTANT]
    unchecked = sum(code is None for codes in found.values() for _, code in codes)
    if ended.returncode or not found or unchecked:
        sys.exit(f"mutate: tries.py ended with {ended.returncode}, {unchecked} mutants not tried; see {log}")
    return found


def main() -> None:
    """Run the groups named on the command line, or all."""
    groups = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))
    names = sys.argv[1:] or list(groups)
    if unknown := set(names) - set(groups):
        sys.exit(f"mutate: got {', '.join(sorted(unknown))}, expected some of {', '.join(groups)}")
    known = listed(LIST.read_text(encoding="utf-8"))
    total = killed = 0
    lived: list[Change] = []
    for name in names:
        folder = stage(name, groups[name])
        for path, codes in run(folder).items():
            here = [change_of(folder / "mutants", path, mutant) for mutant, code in codes if code in _LIVED]
            print(f"mutate: {path}: killed {len(codes) - len(here)} of {len(codes)}", flush=True)
            total, killed, lived = total + len(codes), killed + len(codes) - len(here), lived + here
    new = [change for change in lived if change not in known]
    print(shown(new), end="")
    for change in sorted(known - set(lived)) if names == list(groups) else ():
        print(f"mutate: {change.path}: {change.function}: listed, but killed or gone: {' '.join(change.removed)}")
    share = killed / total
    print(
        f"mutate: killed {killed} of {total}, {share:.1%} (bar {LEAST:.0%}); {len(new)} living mutants are not listed"
    )
    sys.exit(share < LEAST or bool(new))


if __name__ == "__main__":
    main()
