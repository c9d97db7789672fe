"""Every module that a score, a log line or a metric passes through is in a group of ``groups.toml``."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
GROUPS = tomllib.loads((Path(__file__).parent / "groups.toml").read_text(encoding="utf-8")).values()
PATTERNS = [pattern for group in GROUPS for pattern in group["mutate"]]


WIRE = tuple(f"reward_runtime/judge/{name}.py" for name in ("call", "judge", "omitted", "second"))
"""Beside ``judge/transport``: they are tried against the stand-in judge, a process that takes too long."""


def test_every_module_of_the_scored_path_is_in_a_group() -> None:
    runtime = ROOT / "lambda_src"
    modules = {str(path.relative_to(runtime)) for path in (runtime / "reward_runtime").rglob("*.py")}
    wire = {module for module in modules if module.startswith("reward_runtime/judge/transport/") or module in WIRE}
    assert set(WIRE) < wire
    outside = {module for module in modules - wire if not any(fnmatch(module, pattern) for pattern in PATTERNS)}
    assert not {module for module in outside if not module.endswith("__init__.py")}


def test_every_group_names_modules_and_tests_that_are_there() -> None:
    for pattern in PATTERNS:
        assert list(ROOT.glob(pattern)) or list((ROOT / "lambda_src").glob(pattern)), pattern
    for group in GROUPS:
        for test in [*group["tests"], *group.get("deselect", []), *group.get("ignore", [])]:
            file, _, name = test.partition("::")
            assert (ROOT / file).exists(), test
            assert not name or f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), test
