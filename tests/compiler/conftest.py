"""Fixtures of the compiler's tests."""

from pathlib import Path

import pytest

from tests.compiler.made_kit import Kit, make_kit


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return make_kit(tmp_path / "kit")
