"""``Block``: what an experiment's file and each mapping within it are."""

from pydantic import BaseModel, ConfigDict

__all__ = ["Block"]


class Block(BaseModel):
    """Fields of fixed names and types, each with its sentence beneath it; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)
