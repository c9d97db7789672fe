"""Templates of pages: a verb's own folder first, then the style and the scripts that all pages share."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["templates"]

_SHARED: Final = Path(__file__).parent


def templates(folder: Path) -> Environment:
    """Return the environment of the templates in ``folder``; they may include the shared ones beside this file."""
    loader = FileSystemLoader([folder, _SHARED])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
