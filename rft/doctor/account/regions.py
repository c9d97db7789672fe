"""Checks that each region is enabled in the account, and bootstrapped for the CDK."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from compiler.judge.target import partition_of

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding
from rft.repository import ROOT

HOMES: Final = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""Partition -> a region that every account of it has."""
NEEDED: Final = 6
"""Oldest bootstrap stack that aws-cdk-lib 2 deploys by (CDK Developer Guide, bootstrap template version history)."""
_STACK: Final = "CDKToolkit"


def region_findings(account: Account, regions: Sequence[str], root: Path = ROOT) -> Iterator[Finding]:
    """Yield two findings for each region."""
    for region in regions:
        yield _enabled(account, region)
        yield _bootstrapped(account, region, _qualifier(root))


def _enabled(account: Account, region: str) -> Finding:
    what, home = f"region {region} of the account", HOMES[partition_of(region)]
    absent = "AWS knows no such region; correct `region:` of the experiment"
    asked = {"RegionNames": [region], "AllRegions": True}
    reply = account.look(what, ("ec2", home), "describe_regions", absent, **asked)
    if isinstance(reply, Finding):
        return reply
    status = str(reply["Regions"][0]["OptInStatus"])
    if status == "not-opted-in":
        return Finding(what, "bad", f"{status}; enable it (Account, AWS Regions), or correct `region:`")
    return Finding(what, "good", "enabled")


def _bootstrapped(account: Account, region: str, qualifier: str) -> Finding:
    what, mend = f"CDK bootstrap in {region}", f"run `cdk bootstrap aws://{account.number}/{region}`"
    asked = {"Name": f"/cdk-bootstrap/{qualifier}/version"}
    reply = account.look(what, ("ssm", region), "get_parameter", f"there is none; {mend}", **asked)
    if isinstance(reply, Finding):
        return _half_made(account, region, what, mend) or reply if reply.state == "bad" else reply
    version = int(reply["Parameter"]["Value"])
    if version < NEEDED:
        return Finding(what, "bad", f"version {version}, expected {NEEDED} or newer; {mend}")
    return Finding(what, "good", f"version {version}")


def _half_made(account: Account, region: str, what: str, mend: str) -> Finding | None:
    """Return a finding about a bootstrap stack that was never complete, None if there is no stack."""
    reply = account.look(what, ("cloudformation", region), "describe_stacks", "none", StackName=_STACK)
    if isinstance(reply, Finding):
        return None
    status = reply["Stacks"][0]["StackStatus"]
    return Finding(what, "bad", f"the stack {_STACK} is {status} and has no version; delete it, and {mend}")


def _qualifier(root: Path) -> str:
    """Return the bootstrap qualifier that the app deploys with: cdk.json's, or the CDK's own."""
    file = root / "cdk.json"
    settings: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return str(settings.get("context", {}).get("@aws-cdk/core:bootstrapQualifier", "hnb659fds"))
