"""How one run of the stand-in behaves: JSON -> a whole configuration. What is not given has its default, always."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeVar, cast, get_args

from localaws.standin.faults.table import FAULTS

T = TypeVar("T")
Judge = Literal["lexical", "obedient", "highest", "lowest"]
"""``lexical`` compares words; ``obedient`` does that until a response asks for more, then gives it the highest; the
last two give everybody the same."""

JUDGES: Final = get_args(Judge)


class ConfigurationError(ValueError):
    """A configuration that means nothing; the message names the field."""


@dataclass(frozen=True)
class Latency:
    """How long a call takes: lognormal, drawn from the seed, the prompt and the attempt, so that it repeats."""

    p50: float = 0.0
    """Median, in seconds; 0 answers at once."""
    p99: float = 0.0
    """99th percentile, in seconds; not below the median, or 0 for the median itself."""
    scale: float = 1.0
    """Every draw is multiplied by this: 0.1 runs the same draws ten times as fast."""


@dataclass(frozen=True)
class Limit:
    """The quota, as token buckets that start full; a call beyond it gets a 429 at once."""

    requests_per_minute: float = 0.0
    """0 for no limit."""
    burst: float = 20.0
    """Requests that a full bucket holds."""
    tokens_per_minute: float = 0.0
    """0 for no limit. A call takes its input and its ``maxTokens`` and gives back what it did not use."""


@dataclass(frozen=True)
class Rule:
    """Which calls meet a fault: those that meet every condition given. With none, all."""

    fault: str
    """A name of ``faults.table``."""
    share: float = 1.0
    """Share 0..1 of the calls, drawn from the seed, the prompt and the attempt."""
    first: int | None = None
    """Only the first calls of the run, this many."""
    first_of_prompt: int | None = None
    """Only the first calls of each prompt, this many."""
    holds: str = ""
    """Only calls whose prompt holds this text."""


@dataclass(frozen=True)
class Configuration:
    """One run. The first rule whose conditions a call meets decides its fault."""

    seed: int = 0
    """Of every draw."""
    judge: Judge = "lexical"
    latency: Latency = Latency()
    limit: Limit = Limit()
    faults: tuple[Rule, ...] = ()
    idle_seconds: float = 0.0
    """A connection that is idle for so long is closed, as a load balancer does it; 0 for never."""

    @classmethod
    def from_json(cls, text: str | bytes) -> Configuration:
        """Read a JSON object; ``ConfigurationError`` names what is wrong."""
        try:
            given = dict(_object(json.loads(text or "{}"), "configuration"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ConfigurationError(f"configuration: got {error}, expected a JSON object") from error
        for name, part in (("latency", Latency), ("limit", Limit)):
            if name in given:
                given[name] = _made(part, given[name], name)
        if "faults" in given:
            given["faults"] = _rules(given["faults"])
        return _made(cls, given, "configuration")


def _rules(given: object) -> tuple[Rule, ...]:
    if not isinstance(given, list):
        raise ConfigurationError(f"faults: got {type(given).__name__}, expected a list of rules")
    rules = tuple(_made(Rule, rule, f"faults[{i}]") for i, rule in enumerate(cast("list[object]", given)))
    for rule in rules:
        if rule.fault not in FAULTS:
            raise ConfigurationError(f"faults: got {rule.fault!r}, expected one of {', '.join(sorted(FAULTS))}")
    return rules


def _object(given: object, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise ConfigurationError(f"{where}: got {type(given).__name__}, expected a JSON object")
    return cast("Mapping[str, Any]", given)


def _made(kind: type[T], given: object, where: str) -> T:
    known = {field.name: str(field.type) for field in fields(cast("Any", kind))}
    values = _object(given, where)
    for name, value in values.items():
        if name not in known:
            raise ConfigurationError(f"{where}: got {name!r}, expected one of {', '.join(known)}")
        _check(known[name], value, f"{where}: {name}")
    if kind is Rule and "fault" not in values:
        raise ConfigurationError(f"{where}: got no fault, expected one of {', '.join(sorted(FAULTS))}")
    return kind(**values)


def _check(kind: str, value: object, where: str) -> None:
    if kind in ("float", "int", "int | None"):
        good = type(value) is int or (kind == "float" and type(value) is float)
        if not good or not 0 <= cast("float", value) < math.inf:
            raise ConfigurationError(f"{where}: got {value!r}, expected a {kind}, 0 or more")
    elif kind == "str" and not isinstance(value, str):
        raise ConfigurationError(f"{where}: got {value!r}, expected a text")
    elif kind == "Judge" and value not in JUDGES:
        raise ConfigurationError(f"{where}: got {value!r}, expected one of {', '.join(JUDGES)}")
