"""The sandbox of this process: the function that the environment names, or the component on this machine."""

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from reward_runtime import names
from reward_runtime.errors import InfrastructureError, SettingsError

__all__ = ["connect"]

_PACKAGE: Final = "sandbox.local"
"""Of ``sandbox_src/``. On the author's machine it is on the path; in Lambda it never is."""


class _Here:
    """Runs programs in this process: the inner wall without the outer one, so never in a deployed function."""

    def __init__(self) -> None:
        """Load the component."""
        try:
            self._local: Any = import_module(_PACKAGE)
        except ModuleNotFoundError:
            self._local = None
        if self._local is None:
            raise SettingsError(
                f"{names.ENV_SANDBOX}: got none, expected the name of the function that runs programs; deploy through"
                " the kit, which sets it"
            )

    def run(self, jobs: Sequence[Mapping[str, object]]) -> list[list[Mapping[str, object]]]:
        """See ``Runner``."""
        try:
            return self._local.run(jobs)
        except self._local.BrokenSandbox as fault:
            raise InfrastructureError(f"sandbox: {fault}; score again, on a machine with memory to spare") from None


def connect() -> Any:
    """Return the runner, without calling it. Raises ``SettingsError`` if there is neither function nor component."""
    function = os.environ.get(names.ENV_SANDBOX)
    if not function:
        return _Here()
    from reward_runtime.answers.code.function import SandboxFunction

    return SandboxFunction(function)
