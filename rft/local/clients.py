"""boto3 clients that reach the local target only."""

import os
from typing import Any, Final

import boto3
import botocore.session
from botocore.config import Config

from rft.local.environment import DUMMY_KEY
from rft.local.target import LocalTarget

_IGNORED: Final[dict[str, Any]] = {
    "profile": (None, [], None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""Settings that ignore the operator's profile and files, which must neither break a local call nor be used."""


def client(target: LocalTarget, service: str, region: str, *, read_timeout_seconds: int = 910) -> Any:
    """Return a client of one service with dummy credentials, no proxy and no retries.

    The default read timeout is longer than a function may run (900 s), so that the function's own timeout comes first.
    """
    session: Any = boto3.Session(botocore_session=botocore.session.Session(session_vars=_IGNORED))
    return session.client(
        service,
        region_name=region,
        endpoint_url=target.endpoint,
        aws_access_key_id=target.access_key or DUMMY_KEY,
        aws_secret_access_key=DUMMY_KEY,
        config=Config(
            proxies={},
            read_timeout=read_timeout_seconds,
            retries={"mode": "standard", "total_max_attempts": 1},
        ),
    )
