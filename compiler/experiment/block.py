"""``Block``: the base of an experiment's model and of each mapping inside it."""

from pydantic import BaseModel, ConfigDict

__all__ = ["Block"]


class Block(BaseModel):
    """Typed fields, each with its sentence beneath it. An unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)
