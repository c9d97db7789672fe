"""Every price has its source and its date, and an experiment's own prices count before listed ones."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from compiler.judge.block import Judge
from compiler.prices import SHOWN_AS, price, token_price

FILE: dict[str, Any] = json.loads((Path(__file__).parents[2] / SHOWN_AS).read_text(encoding="utf-8"))


@pytest.mark.parametrize("item", FILE["prices"])
def test_every_price_is_above_0_and_dated(item: str) -> None:
    assert price(item).usd > 0
    assert re.search(r"read 2026-\d\d-\d\d", price(item).source)


def test_the_prices_of_tokens_are_dated() -> None:
    assert re.search(r"read 2026-\d\d-\d\d", FILE["judges"]["source"])


def judge(**fields: Any) -> Judge:
    return Judge.model_validate({"model": "us.amazon.nova-2-lite-v1:0", "requests_per_minute": 1, **fields})


def test_an_experiments_own_prices_count_first() -> None:
    own = token_price(judge(input_usd_per_million_tokens=1.0, output_usd_per_million_tokens=2.0))
    assert own is not None
    assert (own.read, own.written) == (1.0, 2.0)
    listed = token_price(judge())
    assert listed is not None
    assert [listed.read, listed.written] == FILE["judges"]["models"]["us.amazon.nova-2-lite-v1:0"]


def test_a_model_that_is_not_listed_has_no_price() -> None:
    assert token_price(judge(model="us.anthropic.claude-x-v1:0")) is None
