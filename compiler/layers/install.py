"""Installs a lock's wheels into a folder, without Docker and without Lambda's version of Python on the machine."""

import platform
import shutil
import sys
from pathlib import Path
from typing import Final

from compiler.errors import CompileError
from compiler.layers.lock import LayerLock
from compiler.package.bytecode import PYTHON
from compiler.package.child import finish

__all__ = ["install", "install_for_host", "is_native"]

PLATFORMS: Final = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
"""Architecture -> platform of the wheels. Lambda's Amazon Linux 2023 has glibc 2.34, which runs wheels for 2.28."""
UNUSED_FOLDERS: Final = frozenset({"tests", "__pycache__"})
UNUSED_AT_TOP: Final = ("bin", "share", ".lock")
# RECORD has hashes of scripts, and their first line is a path of the building machine.
UNUSED_FILES: Final = ("*.pyi", "*.dist-info/RECORD")


def install(lock: LayerLock, architecture: str, target: Path) -> None:
    """Install the packages of ``lock`` for Lambda into ``target``, without tests, scripts and type stubs.

    Raises:
        CompileError: a hash differs, a wheel is missing, or the package index cannot be reached.
    """
    options = ("--python-version", PYTHON, "--python-platform", PLATFORMS[architecture])
    _install(lock, f"Python {PYTHON} on {architecture}", options, target)


def install_for_host(lock: LayerLock, target: Path) -> None:
    """Install the same packages for this machine's own Python into ``target``. Raises as ``install`` does."""
    _install(lock, f"this machine's Python {platform.python_version()}", ("--python", sys.executable), target)


def is_native(target: Path) -> bool:
    """Return True if a package in ``target`` holds machine code, according to the tags of its wheel."""
    wheels = target.glob("*.dist-info/WHEEL")
    tags = (line for wheel in wheels for line in wheel.read_text(encoding="utf-8").splitlines())
    return any(line.startswith("Tag:") and not line.endswith("-any") for line in tags)


def _install(lock: LayerLock, where: str, options: tuple[str, ...], target: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    if not uv.is_file():
        raise CompileError(f"{lock.shown_as}: uv: got none beside {sys.executable}, expected it; run `make setup`")
    finish(
        [
            *(str(uv), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--link-mode", "copy", "--no-installer-metadata", "--no-config", *options),
            *("--target", target, "--requirements", lock.file),
        ],
        failure=f"{lock.shown_as}: its packages could not be installed for {where}",
        expected="expected a wheel with a listed hash for each package, and a package index within reach; check the "
        "network, or run `make lock` if the requirements changed",
    )
    _strip(target)


def _strip(target: Path) -> None:
    for name in UNUSED_AT_TOP:
        path = target / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for folder in [path for path in target.rglob("*") if path.name in UNUSED_FOLDERS and path.is_dir()]:
        shutil.rmtree(folder, ignore_errors=True)
    for pattern in UNUSED_FILES:
        for file in target.rglob(pattern):
            file.unlink()
