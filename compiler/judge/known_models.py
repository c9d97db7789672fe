"""``models.json``: Bedrock's models and inference profiles as known on a day, with the source."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

__all__ = ["KnownModels", "known_models"]

SHOWN_AS = "compiler/judge/models.json"


class Refused(BaseModel):
    """The models that refuse one request field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    models: tuple[str, ...]


class KnownModels(BaseModel):
    """Incomplete by nature: a model that is not listed is unknown, not wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: str
    """Day of the newest fact, YYYY-MM-DD."""
    source: str
    profiles: Mapping[str, Mapping[str, str]]
    """Geographic profile -> region of the call -> regions that it may be sent to, with blanks between."""
    profile_only: Mapping[str, str]
    """Model that no plain id reaches -> prefixes of its profiles, with blanks between."""
    legacy: tuple[str, ...]
    """Models that AWS closed to new customers."""
    ended: Mapping[str, str]
    """Model -> the day from which AWS listed it no more."""
    refused: Mapping[str, Refused]
    """Request field (``reward_runtime.judge.omitted``) -> the models that answer it with an error."""
    guardrail_profiles: Mapping[str, Mapping[str, str]]
    """Guardrail profile -> region of the call -> regions that it may be sent to, with blanks between."""


@cache
def known_models() -> KnownModels:
    """Return the content of the file."""
    return KnownModels.model_validate(json.loads(Path(__file__).with_name("models.json").read_text(encoding="utf-8")))
