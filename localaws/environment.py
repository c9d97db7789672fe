"""The environment variables of MiniStack, and so of every handler that it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from localaws.credentials import DUMMY
from localaws.loopback import HOST
from localaws.state import Home

ALLOWED: Final = ("PATH", "LANG", "LANGUAGE", "TZ")
"""Variables that are passed on, together with every ``LC_*``."""

ACCESS_KEY: Final = "LOCALAWS_ACCESS_KEY"
"""Variable with the access key of the target's clients. MiniStack's process takes it out before it runs a handler."""
JUDGE_ENDPOINTS: Final = ("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME")
"""Variables by which a handler's SDK finds the stand-in judge. They override MiniStack's ``AWS_ENDPOINT_URL``."""


def passed_on(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the part of the caller's environment that a process of the target may see."""
    return {k: v for k, v in environ.items() if k in ALLOWED or k.startswith("LC_")}


def environment(home: Home, port: int, judge: str, key: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the whole environment of a target: its port, the URL of its judge, and the access key of its clients."""
    of_target = _serving(home, port) | _dummy_aws(home) | {ACCESS_KEY: key}
    return passed_on(environ) | of_target | dict.fromkeys(JUDGE_ENDPOINTS, judge)


def _serving(home: Home, port: int) -> dict[str, str]:
    return {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "LOG_LEVEL": "INFO",
        "TMPDIR": str(home.tmp),
        "HOME": str(home.user),
        "LAMBDA_EXECUTOR": "local",
        # When MiniStack starts, it removes containers that it believes to be its own. So it must not see Docker at all.
        "DOCKER_HOST": f"unix://{home.user / 'no-docker.sock'}",
        # Two more listeners, which ignore BIND_HOST and are not needed here.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _dummy_aws(home: Home) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": DUMMY,
        "AWS_SECRET_ACCESS_KEY": DUMMY,
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": str(home.user / "no-credentials"),
        "AWS_CONFIG_FILE": str(home.user / "no-config"),
    }
