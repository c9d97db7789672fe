"""Execution environments as processes, and the stand-in judge that all of them ask."""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.rlaif.environment import Outcome
from tests.standin import StandIn, stand_in

__all__ = ["Environment", "Fleet", "fleet"]

ROOT: Final = Path(__file__).parents[2]
_CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class Environment:
    """One process; see ``benchmarks.rlaif.environment``."""

    def __init__(self, endpoint: str) -> None:
        """Start it; the judge is at ``endpoint``."""
        command = [sys.executable, "-m", "benchmarks.rlaif.environment"]
        environment = {**os.environ, **_CREDENTIALS, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": endpoint}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def become(self, grader: str, **settings: Any) -> None:
        """Order a new grader, as at a cold start. Wait for it with ``ready``."""
        self._order({"become": grader, "with": settings})

    def ready(self) -> None:
        """Wait for the grader that ``become`` ordered."""
        self._answer()

    def send(self, rows: list[dict[str, Any]], at: float = 0.0, seconds: float = 60.0) -> None:
        """Order an invocation at ``time.monotonic`` = ``at``, of at most ``seconds``; then call ``outcome``."""
        self._order({"rows": rows, "at": at, "seconds": seconds})

    def outcome(self) -> Outcome:
        """Wait for the invocation that ``send`` ordered."""
        return Outcome(**self._answer())

    def invoke(self, rows: list[dict[str, Any]], seconds: float = 60.0) -> Outcome:
        """Invoke now and wait."""
        self.send(rows, 0.0, seconds)
        return self.outcome()

    def join(self, group: Path) -> None:
        """Move it, with all its threads, into a control group."""
        (group / "cgroup.procs").write_text(str(self._process.pid))

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _order(self, order: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("an environment of the benchmark ended; standard error says why")
        return json.loads(line)


@dataclass(frozen=True)
class Fleet:
    """Environments that share one judge."""

    judge: StandIn
    environments: Sequence[Environment]

    def become(self, grader: str, **settings: Any) -> None:
        """Give every environment a new grader; all start at once."""
        for environment in self.environments:
            environment.become(grader, **settings)
        for environment in self.environments:
            environment.ready()


@contextmanager
def fleet(count: int) -> Generator[Fleet]:
    """Start a judge and ``count`` environments; they end with the ``with`` block."""
    with ExitStack() as held:
        judge = held.enter_context(stand_in())
        environments = [Environment(judge.endpoint) for _ in range(count)]
        for environment in environments:
            held.callback(environment.close)
        yield Fleet(judge, environments)
