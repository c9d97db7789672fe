"""A built component is found again until the guest, its packages, or the engine's settings change."""

import shutil
from pathlib import Path

import pytest

from compiler.sandbox.digest import KIT, component_digest, sandbox_digest


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("kit")
    for folder in ("sandbox_src", "compiler/sandbox", "compiler/package"):
        shutil.copytree(KIT / folder, made / folder)
    shutil.copy(KIT / "package-lock.json", made)
    return made


@pytest.mark.parametrize(
    ("file", "component_changes"),
    [
        *((f"sandbox_src/{name}", True) for name in ("guest/app.py", "guest/sandbox.wit", "build.txt")),
        *((f"sandbox_src/{name}", True) for name in ("requirements.txt", "sandbox/engine.py")),
        ("compiler/sandbox/component.py", True),
        *((f"sandbox_src/sandbox/{name}.py", False) for name in ("batch", "handler", "run", "workers")),
        ("compiler/sandbox/build.py", False),
    ],
)
def test_the_code_changes_with_each_file_and_the_component_with_few(
    kit: Path, file: str, *, component_changes: bool
) -> None:
    before, kept = (component_digest(kit), sandbox_digest(kit)), (kit / file).read_bytes()
    (kit / file).write_bytes(kept + b"\n")
    try:
        after = component_digest(kit), sandbox_digest(kit)
    finally:
        (kit / file).write_bytes(kept)
    assert (before[0] != after[0], before[1] != after[1]) == (component_changes, True)
