"""The private names of MiniStack that the overlay uses, and a check that this version has them all."""

from __future__ import annotations

import importlib
from importlib.metadata import version
from typing import Any, Final

__all__ = ["HOOKS", "TRIED", "complaint", "missing", "part"]

TRIED: Final = "1.5.33"
"""The version of MiniStack that the overlay was written for."""

HOOKS: Final[dict[str, tuple[str, ...]]] = {
    "ministack.app": ("app", "main"),
    "ministack.services.cloudformation.provisioners": ("_RESOURCE_HANDLERS",),
    "ministack.services.cloudwatch": (
        "_alarms",
        "_delete_alarms",
        "_put_composite_alarm",
        "_put_metric_alarm",
        "_store_datum",
    ),
    "ministack.services.cloudwatch_logs": (
        "_append_log_events",
        "_fanout_to_subscription_filters",
        "handle_request",
    ),
    "ministack.core.lambda_runtime": ("Worker", "execution_credentials"),
    "ministack.services.lambda_svc": ("_functions",),
    "ministack.core.responses": ("AccountRegionScopedDict", "get_account_id", "get_region", "json_response"),
}
"""Module -> names in it."""


def part(module: str) -> Any:
    """Return a module of MiniStack, which is missing in the kit's own environment."""
    return importlib.import_module(f"ministack.{module}")


def missing() -> list[str]:
    """Return ``module.name`` of every missing hook; empty if the overlay fits.

    Raises:
        ModuleNotFoundError: this Python has no MiniStack at all.
    """
    importlib.import_module("ministack")
    return [f"{module}.{name}" for module, names in HOOKS.items() for name in names if not _has(module, name)]


def complaint(gone: list[str]) -> str:
    """Return the error message about a MiniStack without these hooks."""
    found = f"MiniStack {version('ministack')} without {', '.join(gone)}"
    return (
        f"the overlay of the local AWS target does not fit: got {found}, expected {TRIED}, which has them; run "
        "`make setup`, or correct localaws/overlay for the new version"
    )


def _has(module: str, name: str) -> bool:
    try:
        return hasattr(importlib.import_module(module), name)
    except ImportError:
        return False
