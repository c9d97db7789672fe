"""Asks the CDK command line whether one template allows more than another."""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stacks.checks.toolchain import ToolchainError, use_packaged_node

__all__ = ["broadening"]

CLI = Path(__file__).resolve().parents[2] / "node_modules" / "aws-cdk" / "bin" / "cdk"
STACK = "Permissions"
CLEAN, BROADER = 0, 1


def broadening(before: dict[str, Any], after: dict[str, Any]) -> str | None:
    """Return the CDK's report of permissions in ``after`` that ``before`` lacks. Return None if it allows no more.

    This needs no AWS account.

    Raises:
        ToolchainError: the command line is missing, or its exit code has another meaning.
    """
    if not CLI.exists():
        raise ToolchainError(f"CDK command line: got none at {CLI}, expected the pinned one; run `make setup`")
    with TemporaryDirectory(prefix="permissions-") as made:
        assembly, baseline = Path(made) / "assembly", Path(made) / "baseline.json"
        _write_assembly(assembly, after)
        baseline.write_text(json.dumps(before), encoding="utf-8")
        return _ask(assembly, baseline)


def _write_assembly(folder: Path, template: dict[str, Any]) -> None:
    """Write the smallest assembly that the command line accepts as the output of an app."""
    folder.mkdir()
    file = f"{STACK}.template.json"
    (folder / file).write_text(json.dumps(template), encoding="utf-8")
    stack = {
        "type": "aws:cloudformation:stack",
        "environment": "aws://unknown-account/us-east-1",
        "properties": {"templateFile": file},
    }
    manifest = {"version": "36.0.0", "artifacts": {STACK: stack}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _ask(assembly: Path, baseline: Path) -> str | None:
    use_packaged_node()
    question = ["diff", STACK, "--app", str(assembly), "--template", str(baseline), "--fail-on", "broadening"]
    run = subprocess.run(
        [os.environ.get("JSII_NODE", "node"), str(CLI), *question, "--no-notices", "--no-color"],
        # A folder without cdk.json, because the command line would read it.
        cwd=assembly.parent,
        env={**os.environ, "CDK_DISABLE_CLI_TELEMETRY": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if run.returncode == BROADER and "Changes" in run.stdout:
        return run.stdout
    if run.returncode != CLEAN:
        raise ToolchainError(
            f"cdk diff: exited {run.returncode}, expected {CLEAN} or {BROADER}; it said:\n{run.stdout}"
        )
    return None
