"""A reward function's own key, with which it may invoke the one function that runs its programs, and do nothing else.

MiniStack gives every function the account's number as its key, and the target answers nobody who has only that.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from localaws.overlay.hooks import part

__all__ = ["SandboxCalls", "install"]

VARIABLE: Final = "REWARD_SANDBOX"
"""Variable of a reward function that names the function that runs its programs."""


class SandboxCalls:
    """The keys that were drawn, each with the one path that it opens."""

    def __init__(self) -> None:
        """Start with none."""
        self._paths: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def key_for(self, function: str) -> str:
        """Return the key that opens the invocation of ``function``."""
        if function not in self._keys:
            self._keys[function] = key = f"SANDBOX{secrets.token_hex(16)}"
            self._paths[key] = f"/2015-03-31/functions/{function}/invocations"
        return self._keys[function]

    def allows(self, key: str, method: str, path: str) -> bool:
        """Say whether a request signed with ``key`` is such an invocation."""
        return method == "POST" and self._paths.get(key) == path


def install(calls: SandboxCalls) -> None:
    """Give the key to each function that names a sandbox, when a process of it starts."""
    runtime = part("core.lambda_runtime")
    stock = runtime.execution_credentials

    def credentials(config: Mapping[str, Any]) -> dict[str, str]:
        environment: dict[str, Any] = config.get("Environment") or {}
        variables: dict[str, str] = environment.get("Variables") or {}
        given: dict[str, str] = stock(config)
        function = variables.get(VARIABLE)
        return given | {"AWS_ACCESS_KEY_ID": calls.key_for(function)} if function else given

    runtime.execution_credentials = credentials
