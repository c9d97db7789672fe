"""Every extractor, scorer and kind of answer is in a group of ``groups.toml``."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATTERNS = [
    pattern
    for group in tomllib.loads((Path(__file__).parent / "groups.toml").read_text(encoding="utf-8")).values()
    for pattern in group["mutate"]
]


def test_every_module_of_the_engine_is_in_a_group() -> None:
    folders = ("reward_runtime/extract", "reward_runtime/scorers", "reward_runtime/answers")
    runtime = ROOT / "lambda_src"
    modules = {str(path.relative_to(runtime)) for folder in folders for path in (runtime / folder).rglob("*.py")}
    assert not [
        module
        for module in sorted(modules)
        if not any(fnmatch(module, pattern) for pattern in PATTERNS) and not module.endswith("__init__.py")
    ]


def test_every_group_names_modules_that_are_there() -> None:
    for pattern in PATTERNS:
        assert list(ROOT.glob(pattern)) or list((ROOT / "lambda_src").glob(pattern)), pattern
