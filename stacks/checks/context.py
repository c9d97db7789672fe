"""The app's context, as cdk.json and ``-c`` give it. ``-c`` passes text only."""

from typing import Final, cast

from aws_cdk import App
from compiler.errors import CompileError, quoted

__all__ = ["check_boundary", "context_text"]

BOUNDARY: Final = "@aws-cdk/core:permissionsBoundary"
FORM: Final = '{"name": "POLICY"}, or {"arn": "ARN"}, under "context" in cdk.json'


def context_text(app: App, key: str) -> str | None:
    """Return the context's ``key``, which ``cdk.json`` can also give as a number or a list.

    Raises:
        CompileError: it is something other than text.
    """
    value: object = app.node.try_get_context(key)
    if value is None or isinstance(value, str):
        return value
    raise CompileError(
        f"context {key}: got {quoted(value)}, expected text; put it in quotes in cdk.json, or pass -c {key}=NAME"
    )


def check_boundary(app: App) -> None:
    """Refuse a permissions boundary that the CDK would leave out without a word, such as any that ``-c`` passes.

    Raises:
        CompileError: it is not a mapping with a name or an ARN.
    """
    value: object = app.node.try_get_context(BOUNDARY)
    if value is not None and not _names_a_policy(value):
        raise CompileError(f"context {BOUNDARY}: got {quoted(value)}, expected {FORM}; the roles would have none")


def _names_a_policy(value: object) -> bool:
    return isinstance(value, dict) and not {"name", "arn"}.isdisjoint(cast("dict[str, object]", value))
