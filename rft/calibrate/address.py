"""The address of a judge's calls: a card names a model, so nobody else may answer for it."""

from typing import Any, Final, cast
from urllib.parse import urlsplit

import botocore.session
from reward_runtime.judge.settings import JudgeSettings

from rft.failures import CallError

__all__ = ["check_address"]

_SERVICES: Final = {"bedrock": "bedrock-runtime", "endpoint": "sagemaker-runtime"}
_OF_AWS: Final = (
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".api.aws",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
)
"""Ends of the names of AWS's partitions (botocore, endpoints.json), VPC endpoints among them."""


def check_address(settings: JudgeSettings, judge: str) -> None:
    """Look up the address to which the environment and the configuration of AWS send the judge's calls.

    Raises:
        CallError: to another address than one of AWS, as for the stand-in judge of the local target.
    """
    session = cast("Any", botocore.session.get_session())
    client = session.create_client(_SERVICES[settings.transport], region_name=settings.region or None)
    url = str(client.meta.endpoint_url)
    if not (urlsplit(url).hostname or "").endswith(_OF_AWS):
        raise CallError(
            f"--aws: got the address {url} for the {judge}, expected one of AWS, because verdicts from there would be "
            "kept as this judge's; unset AWS_ENDPOINT_URL and the like, or leave --aws out for the stand-in judge"
        )
