"""A simulation takes half a second, so the tests of the verb get a fixed cost."""

import pytest

from rft.job import verb


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "expected_cost", lambda *_: ["it costs about 1.23 USD"])
