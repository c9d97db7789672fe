"""``Configuration``: how one run of the stand-in behaves. Every field that the JSON leaves out has its default."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, cast

from localaws.standin.apis.demands import REFUSABLE
from localaws.standin.faults.table import FAULTS
from localaws.standin.judging.lexical_judge import JUDGE_KINDS, JudgeKind

T = TypeVar("T")


class ConfigurationError(ValueError):
    """An invalid configuration. The message names the field."""


@dataclass(frozen=True)
class Latency:
    """How long a call takes: lognormal, drawn from seed, prompt and attempt, so that equal calls take equally long."""

    p50: float = 0.0
    """Median, in seconds; 0 answers at once."""
    p99: float = 0.0
    """99th percentile, in seconds. Below the median, it counts as the median."""
    scale: float = 1.0
    """Factor for every draw: 0.1 makes the same run ten times as fast."""


@dataclass(frozen=True)
class RateLimit:
    """The rate limit: token buckets that start full. A call beyond it gets status 429 at once."""

    requests_per_minute: float = 0.0
    """0 means no limit."""
    burst: float = 20.0
    """Number of requests in a full bucket."""
    tokens_per_minute: float = 0.0
    """0 means no limit. A call takes its input and ``maxTokens``, and gives back the tokens that it did not use."""


@dataclass(frozen=True)
class Rule:
    """Which calls get a fault: those that meet every given condition. Without conditions, all calls."""

    fault: str
    """A name in ``faults.table``."""
    share: float = 1.0
    """Share 0..1 of the calls, drawn from seed, prompt and attempt."""
    first: int | None = None
    """Only the first ``first`` calls of the run."""
    first_of_prompt: int | None = None
    """Only the first ``first_of_prompt`` calls of each prompt."""
    holds: str = ""
    """Only calls whose prompt contains this text."""
    guardrail: str = ""
    """Only calls that name this guardrail, ``ID:VERSION``."""
    model: str = ""
    """Only calls to this model or endpoint."""


@dataclass(frozen=True)
class Configuration:
    """The configuration of one run. A call gets the fault of the first rule whose conditions it meets."""

    seed: int = 0
    """Seed of every draw."""
    judge: JudgeKind = "lexical"
    judges: Mapping[str, JudgeKind] = field(default_factory=dict[str, JudgeKind])
    """Model or endpoint -> its own kind, so that two judges can differ. All others are of the kind ``judge``."""
    latency: Latency = Latency()
    limit: RateLimit = RateLimit()
    faults: tuple[Rule, ...] = ()
    idle_seconds: float = 0.0
    """A connection that is idle for this long is closed, as by a load balancer; 0 means never."""
    grants: tuple[str, ...] = ()
    """Texts that earn the highest score wherever a model or a tool wrote them: this judge falls for them."""
    granted: tuple[str, ...] = ()
    """The criteria by which ``grants`` earn it; all, if there is none here."""
    refuses: tuple[str, ...] = ()
    """Request fields that the model refuses, by their names in ``apis.demands``."""
    guardrails: tuple[str, ...] = ()
    """``ID:VERSION`` of each guardrail that there is."""
    component: str = ""
    """The inference component of every endpoint; empty for endpoints without components."""

    @classmethod
    def from_json(cls, text: str | bytes) -> Configuration:
        """Return the configuration in a JSON object. Raises ``ConfigurationError``."""
        try:
            given = dict(_object(json.loads(text or "{}"), "configuration"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ConfigurationError(f"configuration: got {error}, expected a JSON object") from error
        for name, part in (("latency", Latency), ("limit", RateLimit)):
            if name in given:
                given[name] = _made(part, given[name], name)
        for name in ("grants", "granted", "refuses", "guardrails"):
            if name in given:
                given[name] = _texts(given[name], name)
        for refused in given.get("refuses", ()):
            if refused not in REFUSABLE:
                raise ConfigurationError(f"refuses: got {refused!r}, expected one of {', '.join(REFUSABLE)}")
        if "judges" in given:
            given["judges"] = _kinds(given["judges"])
        if "faults" in given:
            given["faults"] = _rules(given["faults"])
        return _made(cls, given, "configuration")


def _texts(given: object, where: str) -> tuple[str, ...]:
    texts = cast("list[object]", given) if isinstance(given, list) else [given]
    if not isinstance(given, list) or not all(isinstance(text, str) and text for text in texts):
        raise ConfigurationError(f"{where}: got {given!r}, expected a list of texts")
    return tuple(cast("list[str]", texts))


def _kinds(given: object) -> Mapping[str, JudgeKind]:
    kinds = _object(given, "judges")
    for model, kind in kinds.items():
        _check("JudgeKind", kind, f"judges: {model}")
    return dict(kinds)


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
    known = {each.name: str(each.type) for each in fields(cast("Any", kind))}
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
    elif kind == "JudgeKind" and value not in JUDGE_KINDS:
        raise ConfigurationError(f"{where}: got {value!r}, expected one of {', '.join(JUDGE_KINDS)}")
