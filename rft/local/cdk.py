"""Runs the real CDK CLI, at the version in package.json, against the local target."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rft.failures import CallError, CheckFailed
from rft.local.environment import ACCOUNT, DUMMY_KEY, child_environment, node
from rft.local.target import LocalTarget
from rft.repository import ROOT

_LINES_SHOWN: Final = 30
_WARNING: Final = re.compile(r"^WARNING (?P<text>.+?)(?: \(Annotation\))?$", re.MULTILINE)
"""A warning of the synthesis, as the pinned CLI prints it."""


def bootstrap(target: LocalTarget, region: str) -> None:
    """Run `cdk bootstrap` for one region of the target. Changes nothing if that is done already."""
    folder = target.home / "cdk"
    folder.mkdir(parents=True, exist_ok=True)
    # In a folder without cdk.json the CLI bootstraps without synthesising the app first.
    _run(target, region, ["bootstrap", f"aws://{ACCOUNT}/{region}"], folder)


@dataclass(frozen=True)
class Deployment:
    """The output of the CLI about one deployment."""

    outputs: Path
    """File with the stack's outputs."""
    warnings: tuple[str, ...]
    """The warnings of the synthesis, such as a batch that takes longer than a function may run."""


def deploy(target: LocalTarget, region: str, experiment: str, stack: str) -> Deployment:
    """Run `cdk deploy` for one stack of the app and those that it depends on."""
    outputs = target.home / "cdk" / f"{stack}.outputs.json"
    outputs.parent.mkdir(parents=True, exist_ok=True)
    context = ["-c", f"experiment={experiment}"]
    written = ["--output", str(target.home / "cdk" / f"{stack}.out"), "--outputs-file", str(outputs)]
    output = _run(
        target, region, ["deploy", stack, "--require-approval", "never", "--method", "direct", *context, *written], ROOT
    )
    return Deployment(outputs, warnings_in(output))


def warnings_in(output: str) -> tuple[str, ...]:
    """Return the warnings in the CLI's output, each as one line without its place and its id."""
    return tuple(dict.fromkeys(found["text"] for found in _WARNING.finditer(output)))


def find() -> Path:
    """Return the CLI at the pinned version: beside this interpreter, in ``.venv``, or in ``node_modules``.

    Raises:
        CallError: there is no CLI, or it has another version.
    """
    places = [Path(sys.executable).parent / "cdk", ROOT / ".venv/bin/cdk", ROOT / "node_modules/.bin/cdk"]
    cli = next((place.resolve() for place in places if place.exists()), None)
    if cli is None:
        raise CallError(f"CDK CLI: none found, expected aws-cdk {pinned_version()}; run `make setup`")
    found, pinned = _version(cli.parents[1] / "package.json"), pinned_version()
    if found != pinned:
        raise CallError(f"CDK CLI: got version {found}, expected {pinned} (package.json); run `make setup`")
    return cli


def pinned_version() -> str:
    """Return the exact version of aws-cdk in the repository's package.json."""
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    declared: dict[str, str] = manifest.get("dependencies", {}) | manifest.get("devDependencies", {})
    if "aws-cdk" not in declared:
        raise CallError("CDK CLI: package.json pins no aws-cdk; add the exact version under devDependencies")
    return declared["aws-cdk"]


def _version(manifest: Path) -> str:
    if not manifest.exists():
        return "unknown"
    return str(json.loads(manifest.read_text(encoding="utf-8")).get("version", "unknown"))


def _run(target: LocalTarget, region: str, arguments: list[str], folder: Path) -> str:
    environment = child_environment(target.endpoint, target.home, region, key=target.access_key or DUMMY_KEY)
    for private in ("HOME", "TMPDIR", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"):
        Path(environment[private]).mkdir(parents=True, exist_ok=True)
    command = [str(node()), str(find()), *arguments, "--no-notices", "--no-color"]
    code, output = _finish(command, folder, environment)
    log = target.home / "cdk" / f"{arguments[0]}.log"
    log.write_text(output, encoding="utf-8")
    if code != 0:
        tail = "\n".join(output.splitlines()[-_LINES_SHOWN:])
        raise CheckFailed(f"cdk {arguments[0]}: exited {code}; its whole output is in {log}; the end:\n{tail}")
    return output


def _finish(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Return exit code and output. An interrupt also ends the CLI and its child, the app."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate()
        except (KeyboardInterrupt, SystemExit):
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, output
