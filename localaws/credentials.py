"""Keeps real AWS credentials away from the local target: raises an error if the environment holds any.

MiniStack passes its environment on to every handler that it runs. The target already gets a clean environment, so
this check is a second protection. It also tells people that they hold real credentials while they work locally.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from localaws.errors import TargetError

DUMMY: Final = "test"
"""The only access key and secret key that the local target accepts."""

KEYS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
"""Variables that may be set, but only to ``DUMMY``."""

SOURCES: Final = (
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)
"""Variables that may not be set, because with each of them an SDK finds credentials."""

SOURCE_PREFIXES: Final = ("AWS_CONTAINER_CREDENTIALS_", "AWS_BEARER_TOKEN_")
"""Prefixes of further variables that may not be set."""


def real_sources(environ: Mapping[str, str]) -> list[str]:
    """Return the sorted names of the variables that hold real AWS credentials. An empty value holds none."""
    return sorted(name for name, value in environ.items() if value and _is_real(name, value))


def refuse_real(environ: Mapping[str, str]) -> None:
    """Raise ``TargetError`` (exit code 2) if there are real credentials. It names the variables, never a value."""
    if found := real_sources(environ):
        raise TargetError(
            f"starting the local AWS target was refused: got real AWS credentials in {', '.join(found)}, "
            f"expected none, or the dummy keys {' and '.join(f'{key}={DUMMY}' for key in KEYS)}; "
            f"run it again after `unset {' '.join(found)}`",
            exit_code=2,
        )


def _is_real(name: str, value: str) -> bool:
    if name in KEYS:
        return value != DUMMY
    return name in SOURCES or name.startswith(SOURCE_PREFIXES)
