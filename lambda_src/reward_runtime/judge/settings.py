"""``JudgeSettings``: a deployment's settings of its judge, the JSON in ``names.ENV_JUDGE``. The compiler writes it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from reward_runtime import names
from reward_runtime.errors import SettingsError
from reward_runtime.judge.omitted import OMITTED_FIELDS, OmittedField

__all__ = ["SECOND_SECONDS", "JudgeSettings", "SecondSettings"]

SECOND_SECONDS: Final = 10.0
"""Longest time of the second judge's calls, which run beside the first judge's. An invocation waits no longer for them,
so a second judge that hangs neither stops a job nor brings an invocation near its timeout."""

TransportName = Literal["bedrock", "endpoint"]

_RANGES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "requests_per_minute": (0.01, math.inf),
        "concurrency": (1, 64),
        "max_tokens": (1, math.inf),
        "canary_share": (0, 1),
    }
)
"""Range of each number. All others are 0 or more."""


@dataclass(frozen=True)
class JudgeSettings:
    """The model behind the judged dimensions, and this execution environment's share of its quota."""

    model: str
    """``modelId`` of Converse (an id, a profile or an ARN), or the name of a SageMaker endpoint."""
    transport: TransportName = "bedrock"
    region: str = ""
    """Region of the calls; empty for the function's region."""
    requests_per_minute: float = 60.0
    """This environment's share of the quota, above 0: the experiment's figure divided by its environments."""
    tokens_per_minute: float = 0.0
    """The same for tokens; 0 for no limit."""
    concurrency: int = 64
    """Most calls at once, 1..64."""
    max_tokens: int = 400
    """Most tokens of one verdict."""
    structured: bool = False
    """Whether the model supports structured output. If not, it is forced to call a tool."""
    hedge: bool = True
    """Whether slow calls are sent a second time, for at most 5 % more calls; never while the quota is the limit."""
    canary_share: float = 0.01
    """Share 0..1 of the invocations that also judge canaries."""
    component: str = ""
    """Inference component of the SageMaker endpoint; empty for none."""
    omit: tuple[OmittedField, ...] = ()
    """Fields that requests leave out, because the model refuses them."""
    guardrail: str = ""
    """Id or ARN of the Bedrock guardrail that requests name; empty for none."""
    guardrail_version: str = ""
    """Its version; empty if requests name no guardrail."""

    @property
    def name(self) -> str:
        """The judge's name in logs and messages: the model, or the endpoint and its component."""
        return f"{self.model}/{self.component}" if self.component else self.model

    @classmethod
    def from_json(cls, text: str) -> "JudgeSettings":
        """Parse the variable. Raises ``SettingsError``, which names the wrong field."""
        return cls.of(_object(names.ENV_JUDGE, text))

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> "JudgeSettings":
        """Check the fields. Raises ``SettingsError``, which names the wrong one."""
        kinds: dict[str, type] = {field.name: type(cast("object", field.default)) for field in fields(cls)}
        kinds["model"] = str
        for name, value in settings.items():
            _check(name, value, kinds)
        if not str(settings.get("model", "")).strip():
            raise SettingsError(f"{names.ENV_JUDGE}: model: got none, expected the id of the judge; deploy again")
        # JSON has lists alone.
        made = {name: tuple(cast("list[str]", v)) if type(v) is list else v for name, v in settings.items()}
        return cls(**cast("dict[str, str]", made))  # type: ignore[arg-type] - each was checked by its type


@dataclass(frozen=True)
class SecondSettings:
    """A deployment's settings of its second judge, the JSON in ``names.ENV_SECOND_JUDGE``."""

    judge: JudgeSettings
    """The model, and the pace of its calls."""
    share: float
    """Share of the judged samples, above 0 to 1, that it judges too."""

    @classmethod
    def from_json(cls, text: str) -> "SecondSettings":
        """Parse the variable: the fields of a judge, and ``share``. Raises ``SettingsError`` for anything else."""
        given = dict(_object(names.ENV_SECOND_JUDGE, text))
        share = given.pop("share", None)
        if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1:
            raise SettingsError(f"{names.ENV_SECOND_JUDGE}: share: got {share!r}, expected a number above 0, to 1")
        try:
            return cls(JudgeSettings.of(given), float(share))
        except SettingsError as error:
            raise SettingsError(str(error).replace(names.ENV_JUDGE, names.ENV_SECOND_JUDGE, 1)) from None


def _object(variable: str, text: str) -> Mapping[str, object]:
    try:
        given: object = json.loads(text)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise SettingsError(f"{variable}: got {text[:200]!r}, expected a JSON object")
    return cast("Mapping[str, object]", given)


def _check(name: str, value: object, kinds: Mapping[str, type]) -> None:
    kind = kinds.get(name)
    if kind is None:
        raise SettingsError(f"{names.ENV_JUDGE}: {name}: unknown, expected one of {', '.join(kinds)}")
    if kind is tuple:
        _check_omitted(name, value)
        return
    # JSON writers may write 60.0 as 60.
    good = type(value) is kind or (kind is float and type(value) is int)
    least, most = _RANGES.get(name, (0, math.inf))
    if not good or (isinstance(value, (int, float)) and not least <= value <= most) or value == math.inf:
        bounds = f", {least} or more" if most == math.inf else f" {least}..{most}"
        expected = f"{'an' if kind is int else 'a'} {kind.__name__}{bounds if kind in (int, float) else ''}"
        raise SettingsError(f"{names.ENV_JUDGE}: {name}: got {value!r}, expected {expected}")
    if name == "transport" and value not in get_args(TransportName):
        raise SettingsError(
            f"{names.ENV_JUDGE}: {name}: got {value!r}, expected {' or '.join(get_args(TransportName))}"
        )


def _check_omitted(name: str, value: object) -> None:
    fields = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(field in OMITTED_FIELDS for field in fields):
        raise SettingsError(f"{names.ENV_JUDGE}: {name}: got {value!r}, expected a list of {', '.join(OMITTED_FIELDS)}")
