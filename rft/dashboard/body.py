"""The dashboard's body: experiment -> the JSON that ``app.py`` synthesises for CloudWatch, with references resolved."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from compiler.compiled import CompiledExperiment

from rft.failures import CheckFailed
from rft.local.environment import ACCOUNT, child_environment
from rft.local.target import home
from rft.repository import ROOT

__all__ = ["synthesised_body"]

_NOWHERE: Final = "http://127.0.0.1:9"
"""Synthesis does not call AWS. If it did, nobody would answer at this address."""
_KIND: Final = "AWS::CloudWatch::Dashboard"


def synthesised_body(compiled: CompiledExperiment) -> Mapping[str, Any]:
    """Return the body of the experiment's dashboard.

    Raises:
        CheckFailed: the app fails to synthesise. Its output is in the message.
    """
    region = compiled.experiment.region
    with TemporaryDirectory(prefix="rft-dashboard-") as made:
        template = _synthesised(compiled, region, Path(made))
    (found,) = [each["Properties"] for each in template["Resources"].values() if each["Type"] == _KIND]
    return json.loads(_text(found["DashboardBody"], region))


def _synthesised(compiled: CompiledExperiment, region: str, outdir: Path) -> Mapping[str, Any]:
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    asked = json.dumps({**context, "experiment": compiled.experiment.name})
    environment = child_environment(_NOWHERE, home(), region)
    for folder in ("HOME", "TMPDIR", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"):
        Path(environment[folder]).mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        cwd=ROOT,
        env={**environment, "CDK_OUTDIR": str(outdir), "CDK_CONTEXT_JSON": asked},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise CheckFailed(f"dashboard: app.py exited {ran.returncode}; it said: {ran.stderr.strip()[-2000:]}")
    return json.loads((outdir / f"{compiled.stack_name}.template.json").read_text(encoding="utf-8"))


def _text(value: object, region: str) -> str:
    """Return a text of the template, with pseudo parameters replaced by the values of the local target."""
    if isinstance(value, str):
        return value
    known = {"AWS::Partition": "aws", "AWS::Region": region, "AWS::AccountId": ACCOUNT}
    match cast("Mapping[str, Any]", value):
        case {"Ref": name} if name in known:
            return known[name]
        case {"Fn::Join": [separator, parts]}:
            return str(separator).join(_text(part, region) for part in cast("list[object]", parts))
        case other:
            raise CheckFailed(f"dashboard: got {other!r} in the body, expected text and pseudo parameters")
