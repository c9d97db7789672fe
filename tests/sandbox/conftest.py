"""The real sandbox, loaded once: its component is built by `make setup`."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from compiler.sandbox.build import build_sandbox


@pytest.fixture(scope="session")
def component() -> Iterator[Any]:
    folder = build_sandbox()
    sys.path.append(str(folder))
    from sandbox.engine import load

    loaded = load(folder / "sandbox")
    yield loaded
    loaded.close()
