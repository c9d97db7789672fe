"""The environment of MiniStack, and so of every handler it runs: what is allowed in, and what is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from localaws.credentials import DUMMY
from localaws.loopback import HOST
from localaws.state import Home

ALLOWED: Final = ("PATH", "LANG", "LANGUAGE", "TZ")
"""Variables that are passed on; every ``LC_*`` is, too."""


JUDGED: Final = ("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME")
"""Variables by which a handler's SDK finds the stand-in judge; they beat the ``AWS_ENDPOINT_URL`` MiniStack sets."""


def passed(environ: Mapping[str, str]) -> dict[str, str]:
    """What a process of the target may know of its caller's environment."""
    return {k: v for k, v in environ.items() if k in ALLOWED or k.startswith("LC_")}


def environment(home: Home, port: int, judge: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a target on ``port`` whose judge answers at the URL ``judge``."""
    return passed(environ) | _serving(home, port) | _dummy_aws(home) | dict.fromkeys(JUDGED, judge)


def _serving(home: Home, port: int) -> dict[str, str]:
    return {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "LOG_LEVEL": "INFO",
        "TMPDIR": str(home.tmp),
        "HOME": str(home.user),
        "LAMBDA_EXECUTOR": "local",
        # At its start MiniStack removes the containers it takes for its own. It shall see no Docker at all.
        "DOCKER_HOST": f"unix://{home.user / 'no-docker.sock'}",
        # Two further listeners, which do not keep to BIND_HOST and which nothing here needs.
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
