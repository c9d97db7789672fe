"""What one deployment says of its judge: the JSON of ``names.ENV_JUDGE``, written by the compiler."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, cast

from reward_runtime import names
from reward_runtime.errors import SettingsError

__all__ = ["JudgeSettings"]


@dataclass(frozen=True)
class JudgeSettings:
    """The model behind the judged dimensions, and this execution environment's share of its quota."""

    model: str
    """``modelId`` of Converse (an id, a profile or an ARN), or the name of a SageMaker endpoint."""
    transport: Literal["bedrock", "endpoint"] = "bedrock"
    region: str = ""
    """Region of the calls; empty for the function's own."""
    requests_per_minute: float = 60.0
    """This environment's share of the quota: the experiment's figure over the environments that run at once."""
    tokens_per_minute: float = 0.0
    """Likewise of the tokens; 0 for no such limit."""
    concurrency: int = 64
    """Most calls under way at once, 1..64."""
    max_tokens: int = 400
    """Most tokens of one verdict."""
    samples_per_call: int = 1
    """Samples that one call judges, 1..8; above 1 they bias one another."""
    structured: bool = False
    """Whether the model takes structured output; otherwise it is forced to call a tool."""
    hedge: bool = True
    """Whether a call slower than most is sent again, for at most 5 % more calls; never where the quota is the limit."""
    canary_share: float = 0.01
    """Share 0..1 of the invocations that also judge answers whose worth is known."""

    @classmethod
    def from_json(cls, text: str) -> "JudgeSettings":
        """Read the variable; ``SettingsError`` names the field that is wrong."""
        try:
            given: object = json.loads(text)
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise SettingsError(f"{names.ENV_JUDGE}: got {text[:200]!r}, expected a JSON object")
        settings = cast("Mapping[str, object]", given)
        kinds: dict[str, type] = {field.name: type(cast("object", field.default)) for field in fields(cls)}
        kinds["model"] = str
        for name, value in settings.items():
            _check(name, value, kinds)
        if not settings.get("model"):
            raise SettingsError(f"{names.ENV_JUDGE}: model: got none, expected the id of the judge; deploy again")
        return cls(**cast("dict[str, str]", dict(settings)))  # type: ignore[arg-type] - each was checked by its type


def _check(name: str, value: object, kinds: Mapping[str, type]) -> None:
    kind = kinds.get(name)
    if kind is None:
        raise SettingsError(f"{names.ENV_JUDGE}: {name}: unknown, expected one of {', '.join(kinds)}")
    # JSON writes 60.0 as 60 where it likes.
    good = type(value) is kind or (kind is float and type(value) is int)
    if not good or (isinstance(value, (int, float)) and not 0 <= value < math.inf):
        raise SettingsError(f"{names.ENV_JUDGE}: {name}: got {value!r}, expected a {kind.__name__}, 0 or more")
