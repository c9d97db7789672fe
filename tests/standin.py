"""The stand-in judge for tests and benchmarks: a child process that ends with the ``with`` block.

with stand_in(faults=[{"fault": "throttled", "first": 1}]) as judge:
    client = boto3.client("bedrock-runtime", endpoint_url=judge.endpoint, ...)
    ...
    assert judge.calls()["outcomes"] == {"throttled": 1, "answered": 1}
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class StandIn:
    """One running stand-in."""

    endpoint: str
    """Its URL, for ``AWS_ENDPOINT_URL_BEDROCK_RUNTIME`` and ``AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME``."""
    port: int
    pid: int

    def configure(self, **configuration: Any) -> None:
        """Start a new run. Fields that are not given have their defaults; see ``localaws/standin/configuration.py``."""
        self._order("PUT", "configuration", json.dumps(configuration))

    def calls(self) -> dict[str, Any]:
        """Return sums (``count``, ``outcomes``, ``throttled``, ``peak``, ``slowest`` ...) and the list ``calls``."""
        return self._order("GET", "calls")

    def forget(self) -> None:
        """Drop the record. Rate limit, attempts and faults continue."""
        self._order("DELETE", "calls")

    def faults(self) -> list[str]:
        """Return the sorted names for a rule's ``fault``."""
        return self._order("GET", "faults")["faults"]

    def _order(self, method: str, what: str, body: str = "") -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, f"/_standin/{what}", body)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(said["message"])
        return said


@contextmanager
def stand_in(**configuration: Any) -> Generator[StandIn]:
    """Yield a stand-in that starts with ``configuration``."""
    command = [sys.executable, "-m", "localaws.standin", "--configuration", json.dumps(configuration)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the stand-in did not start; its output is on stderr"
            address = json.loads(line)
            yield StandIn(address["endpoint"], address["port"], process.pid)
        finally:
            process.kill()
