"""Reserved concurrency in CloudFormation, which MiniStack leaves out: set, or refused beyond the account's pool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from localaws.overlay.hooks import part

__all__ = ["FUNCTION", "install"]

FUNCTION: Final = "AWS::Lambda::Function"
_PROPERTY: Final = "ReservedConcurrentExecutions"
_ACCOUNT: Final = 1_000
"""Concurrent executions of an account in a region, and how many of them nobody can reserve (Lambda quotas)."""
_UNRESERVED: Final = 100

Properties = dict[str, Any]


def install() -> None:
    """Reserve as many as a function's template says, as AWS does when it creates or updates the function."""
    handlers = part("services.cloudformation.provisioners")._RESOURCE_HANDLERS[FUNCTION]
    functions: Any = part("services.lambda_svc")._functions
    create: Callable[..., Any] = handlers["create"]
    update: Callable[..., Any] = handlers["update"]

    def created(logical_id: str, properties: Properties, stack: str) -> Any:
        _check(functions, properties, "")
        made = create(logical_id, properties, stack)
        _reserve(functions, made, properties)
        return made

    def updated(name: str, old: Properties, new: Properties, *rest: Any, **more: Any) -> Any:
        _check(functions, new, name)
        made = update(name, old, new, *rest, **more)
        _reserve(functions, made, new)
        return made

    handlers.update(create=created, update=updated)


def _check(functions: Any, properties: Properties, name: str) -> None:
    """Raise ``ValueError`` with AWS's message if the others leave too little of the account's pool."""
    wanted = int(properties.get(_PROPERTY) or 0)
    others = sum(int(functions[each].get("concurrency") or 0) for each in functions if each != name)
    if wanted and wanted + others > _ACCOUNT - _UNRESERVED:
        raise ValueError(
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
            f"below its minimum value of [{_UNRESERVED}]."
        )


def _reserve(functions: Any, made: Any, properties: Properties) -> None:
    reserved = properties.get(_PROPERTY)
    functions[made[0]]["concurrency"] = None if reserved is None else int(reserved)
