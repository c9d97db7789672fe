"""``Leftover``: the functions and roles that old revisions of an experiment left behind, and their removal."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError
from compiler.compiled import CompiledExperiment

from rft.failures import CheckFailed

_REVISION: Final = r"[0-9a-f]{8}"


@dataclass(frozen=True)
class Leftover:
    """The function and role of one revision that is no longer in the stack."""

    revision: str
    """First 8 hex digits of its RewardHash."""
    function: str | None
    """Its function; None if only the role is left."""
    role: str | None
    """Its role; None if there is no role of the expected name."""


def select(
    compiled: CompiledExperiment, functions: Iterable[str], roles: Iterable[str], current_arn: str | None
) -> list[Leftover]:
    """Return the revisions to remove, sorted: all but the current one, or all if ``current_arn`` is None.

    A name counts only if it is the experiment's pattern with eight hex digits in place of the question marks:
    `SageMaker-reward-a-????????` must not match a function of an experiment `a-b`.
    """
    prefix = compiled.function_pattern.removesuffix("?" * 8)
    kept = _current_revision(prefix, current_arn) if current_arn else None
    function_of = _by_revision(prefix, functions)
    role_of = _by_revision(compiled.role_name.removesuffix(compiled.revision), roles)
    found = sorted((function_of.keys() | role_of.keys()) - {kept})
    return [Leftover(revision, function_of.get(revision), role_of.get(revision)) for revision in found]


def find_leftovers(
    lambda_client: Any, iam_client: Any, compiled: CompiledExperiment, current_arn: str | None
) -> list[Leftover]:
    """Return the revisions to remove, out of the functions and roles that the account holds now."""
    functions = [
        str(function["FunctionName"])
        for page in lambda_client.get_paginator("list_functions").paginate()
        for function in page["Functions"]
    ]
    roles = [
        str(role["RoleName"]) for page in iam_client.get_paginator("list_roles").paginate() for role in page["Roles"]
    ]
    return select(compiled, functions, roles, current_arn)


def remove(lambda_client: Any, iam_client: Any, leftover: Leftover) -> None:
    """Delete the function, then its role with its inline policies. A part that is gone already is no error."""
    if leftover.function is not None:
        _unless_gone(lambda_client.delete_function, FunctionName=leftover.function)
    if leftover.role is not None:
        for name in iam_client.list_role_policies(RoleName=leftover.role)["PolicyNames"]:
            _unless_gone(iam_client.delete_role_policy, RoleName=leftover.role, PolicyName=name)
        _unless_gone(iam_client.delete_role, RoleName=leftover.role)


def _current_revision(prefix: str, arn: str) -> str:
    found = _by_revision(prefix, [arn.split(":")[-1]])
    if not found:
        raise CheckFailed(f"prune: got the current function {arn!r}, expected one named {prefix}????????; deploy again")
    return next(iter(found))


def _by_revision(prefix: str, names: Iterable[str]) -> dict[str, str]:
    pattern = re.compile(re.escape(prefix) + f"({_REVISION})")
    return {match[1]: name for name in names if (match := pattern.fullmatch(name))}


def _unless_gone(call: Any, **arguments: str) -> None:
    try:
        call(**arguments)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") not in {"ResourceNotFoundException", "NoSuchEntity"}:
            raise
