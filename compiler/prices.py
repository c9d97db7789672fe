"""``prices.json``: AWS's list prices without the free tier, each with its source and the day on which it was read."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from compiler.judge.block import Judge

__all__ = ["Price", "TokenPrice", "price", "token_price"]

SHOWN_AS = "compiler/prices.json"


class Price(BaseModel):
    """The price of one thing in us-east-1; other regions differ little."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    usd: float
    source: str
    """Its source, and the day it was read."""


class _Judges(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    models: Mapping[str, tuple[float, float]]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    region: str
    currency: str
    prices: Mapping[str, Price]
    judges: _Judges


class TokenPrice(NamedTuple):
    """US dollars for a million tokens."""

    read: float
    written: float
    source: str


@cache
def _file() -> _File:
    return _File.model_validate(json.loads(Path(__file__).with_name("prices.json").read_text(encoding="utf-8")))


def price(item: str) -> Price:
    """Return the price of an item of the file."""
    return _file().prices[item]


def token_price(judge: Judge) -> TokenPrice | None:
    """Return the price of the judge's tokens: the experiment's own, or else the listed one; ``None`` if neither is."""
    read, written = judge.input_usd_per_million_tokens, judge.output_usd_per_million_tokens
    if read is not None and written is not None:
        return TokenPrice(read, written, "the experiment's own")
    listed = _file().judges
    found = listed.models.get(judge.made_from or judge.model or "")
    return None if found is None else TokenPrice(*found, listed.source)
