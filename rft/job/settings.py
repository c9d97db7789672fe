"""The settings of a job on each road, with their ranges: dated data with their sources."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from compiler.errors import alternatives

from rft.failures import CallError

__all__ = ["Setting", "Settings", "read_settings"]

_FILE: Final = Path(__file__).with_name("specifications.json")
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?([eE][-+]?[0-9]{1,3})?")
"""Python's own reading also takes blanks, underscores and digits of other scripts."""


@dataclass(frozen=True)
class Setting:
    """One setting that a road knows."""

    name: str
    kind: str
    """integer, number or choice."""
    lowest: float | None
    highest: float | None
    choices: tuple[Any, ...]
    default: Any

    @property
    def allowed(self) -> str:
        """Its values in words."""
        if self.choices:
            return " or ".join(map(str, self.choices))
        return f"{self.kind} from {self.lowest:g} to {self.highest:g}"

    def read(self, text: str) -> Any:
        """Return the value of a text; ValueError if it is none of the allowed ones."""
        if self.choices:
            return next(each for each in self.choices if str(each) == text) if text in map(str, self.choices) else _no()
        form = _INTEGER if self.kind == "integer" else _NUMBER
        if form.fullmatch(text) is None:
            _no()
        value = int(text) if self.kind == "integer" else float(text)
        low, high = self.lowest, self.highest
        return value if low is not None and high is not None and low <= value <= high else _no()


@dataclass(frozen=True)
class Settings:
    """The settings of one job."""

    values: Mapping[str, Any]
    origins: Mapping[str, str]
    """Name -> origin of its value."""
    source: str
    """Sources of ranges and defaults, with the day on which they were read."""

    def __getitem__(self, name: str) -> Any:
        """Return a setting's value."""
        return self.values[name]


def read_settings(kind: str, given: Sequence[str], preset: Mapping[str, int], preset_by: str) -> Settings:
    """Return the settings of a road, or of a way of evaluation.

    Args:
        kind: their name in ``specifications.json``: the road's, unless a way has its own.
        given: settings that the caller gives, as ``name=value``.
        preset: values of the experiment's file; names that the road does not know are left out.
        preset_by: the experiment's file.

    Raises:
        CallError: an unknown name, or a value outside the range; the message says the range and its source.
    """
    known, source = _known(kind)
    values = {name: setting.default for name, setting in known.items()}
    origins = dict.fromkeys(known, "default")
    for name in preset.keys() & known.keys():
        try:
            values[name], origins[name] = known[name].read(str(preset[name])), preset_by
        except ValueError:
            raise CallError(
                f"{preset_by}: job: got {preset[name]} for {name}, expected {known[name].allowed} ({source})"
            ) from None
    for each in given:
        name, equals, text = each.partition("=")
        if name in known and not equals:
            raise CallError(f"--set: got {each!r}, expected {name}=VALUE, the value {known[name].allowed} ({source})")
        if name not in known:
            raise CallError(f"--set: got {each!r}, expected NAME=VALUE; {alternatives(name, list(known))}")
        if origins[name] == "--set":
            raise CallError(f"--set {name}: got it twice, expected it once; take one away")
        try:
            values[name] = known[name].read(text)
        except ValueError:
            raise CallError(f"--set {name}: got {text!r}, expected {known[name].allowed} ({source})") from None
        origins[name] = "--set"
    if values.get("save_steps", 0) > values.get("max_steps", 0):
        if origins["save_steps"] == "--set":
            most = values["max_steps"]
            raise CallError(
                f"--set save_steps: got {values['save_steps']}, expected at most max_steps, {most} ({source})"
            )
        values["save_steps"] = values["max_steps"]
    return Settings(values, origins, source)


@cache
def _known(kind: str) -> tuple[dict[str, Setting], str]:
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    found = read["roads"][kind]
    settings = {
        name: Setting(
            name, each["type"], each.get("min"), each.get("max"), tuple(each.get("choices", ())), each["default"]
        )
        for name, each in found["settings"].items()
    }
    return settings, f"{found['source']}, read on {read['read']}"


def _no() -> Any:
    raise ValueError
