"""Checks this machine: Python, its packages against their lock, Node, the CDK CLI, the local target."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from rft.doctor.finding import Finding
from rft.failures import CallError
from rft.local import cdk
from rft.local.environment import node
from rft.local.target import local_python
from rft.repository import ROOT

_OLDEST, _NEWEST = (3, 11), (3, 13)
_DIRECT: Final = ("requirements.txt", "requirements/rft.txt")
_LOCK: Final = "requirements/constraints.txt"
_SHOWN: Final = 3
SETUP: Final = "run `make setup`"


def toolchain_findings(root: Path = ROOT) -> Iterator[Finding]:
    """Yield findings about everything that a deployment needs on this machine."""
    yield _python(sys.version_info[:2])
    yield _packages(root)
    yield _node()
    yield _cdk()
    yield _local()


def _python(found: tuple[int, ...]) -> Finding:
    shown = ".".join(map(str, found))
    if _OLDEST <= found <= _NEWEST:
        return Finding("Python", "good", shown)
    return Finding("Python", "bad", f"{shown}, expected 3.11 to 3.13; run `make PYTHON=python3.12 setup`")


def _packages(root: Path) -> Finding:
    direct = [each for name in _DIRECT for each in _requirements(root / name)]
    locked = _requirements(root / _LOCK)
    missing = [each.name for each in direct if _installed(each) is None]
    other = [each for each in locked if (found := _installed(each)) and not each.specifier.contains(found)]
    wrong = [f"{name} is missing" for name in missing]
    wrong += [f"{each.name} is {_installed(each)}, expected {each.specifier}" for each in other]
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        return Finding("packages", "bad", f"{'; '.join(wrong[:_SHOWN])}{more} ({_LOCK}); {SETUP}")
    return Finding("packages", "good", f"as locked in {_LOCK}")


def _requirements(file: Path) -> list[Requirement]:
    """Return the requirements in a file that apply to this machine."""
    lines = [line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def _installed(requirement: Requirement) -> str | None:
    try:
        return version(requirement.name)
    except PackageNotFoundError:
        return None


def _node() -> Finding:
    try:
        done = subprocess.run([str(node()), "--version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("Node", "bad", f"{node()}: {type(error).__name__}, expected it to run; {SETUP}")
    return Finding("Node", "good", done.stdout.strip())


def _cdk() -> Finding:
    try:
        cdk.find()
    except CallError as error:
        return Finding("CDK CLI", "bad", str(error).removeprefix("CDK CLI: "))
    return Finding("CDK CLI", "good", cdk.pinned_version())


def _local() -> Finding:
    try:
        local_python()
    except CallError as error:
        return Finding("local target", "warning", str(error).removeprefix("local target: "))
    return Finding("local target", "good", "its environment is installed; see `rft local status`")
