"""The stand-in judge of one run: a process on loopback that ends with the block."""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from rft.failures import CheckFailed
from rft.local.environment import inherited
from rft.repository import ROOT

_ENDPOINTS = ("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME")


@contextmanager
def stand_in(region: str) -> Generator[None]:
    """Start the stand-in, and let every client of AWS in this process reach nothing else while the block runs.

    Raises:
        CheckFailed: it did not start.
    """
    command = [sys.executable, "-m", "localaws.standin"]
    with subprocess.Popen(command, cwd=ROOT, env=inherited(), stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            if not said:
                raise CheckFailed("stand-in judge: it did not start; its message is above")
            with _only(_environment(str(json.loads(said)["endpoint"]), region)):
                yield
        finally:
            process.kill()


def _environment(endpoint: str, region: str) -> Mapping[str, str]:
    return inherited() | {
        **dict.fromkeys(_ENDPOINTS, endpoint),
        # Every other call of AWS is refused here, and not by an account.
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_CONFIG_FILE": os.devnull,
    }


@contextmanager
def _only(environment: Mapping[str, str]) -> Generator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
