"""One jsii cache for all state folders of the tests, because unpacking the CDK takes longer than a deployment."""

from pathlib import Path
from typing import Final

CACHE: Final = Path(__file__).parents[1] / ".local" / "jsii"
"""The folder that `make demo` uses too."""


def share_jsii_cache(home: Path) -> Path:
    """Let the state folder ``home`` use the shared cache, and return ``home``."""
    CACHE.parent.mkdir(mode=0o700, exist_ok=True)
    CACHE.mkdir(exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    (home / "jsii").symlink_to(CACHE, target_is_directory=True)
    return home
