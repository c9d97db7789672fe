"""The packaged function under AWS's runtime: emulator (RIE) -> runtime client (awslambdaric) -> ``handler``.

The emulator serves Lambda's Invoke on one loopback port and the Runtime API on another. It starts the runtime at the
first invocation. It enforces the timeout, but not the memory size.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from compiler.package.code import deployed_code

ROOT: Final = Path(__file__).parents[2]
RUNTIME: Final = ROOT / ".venv-runtime"
RIE: Final = RUNTIME / "rie" / "aws-lambda-rie"
PATH: Final = "/2015-03-31/functions/function/invocations"
START_SECONDS: Final = 60.0
"""Longest wait for the emulator's port; it usually opens within 20 ms."""
OWN_LINES: Final = ('{"level"', '{"_aws"')
"""Beginnings of the kit's own log lines. The emulator and the runtime write other lines."""


@dataclass(frozen=True)
class Emulator:
    """One running emulator with one function."""

    port: int
    log: Path
    process: int
    """Process id of the emulator. The runtime is its child from the first invocation on."""

    def invoke(self, event: object) -> Any:
        """Return the parsed reply, or Lambda's error object."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("POST", PATH, body=json.dumps(event, ensure_ascii=False).encode())
            body = connection.getresponse().read().decode()
        finally:
            connection.close()
        return json.loads(body) if body[:1] in "[{" else body

    @property
    def text(self) -> str:
        """Standard output and error so far."""
        return self.log.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The kit's own log lines so far, each parsed."""
        return [json.loads(line) for line in self.text.splitlines() if line.startswith(OWN_LINES)]


def packaged(task: Path, experiment: str = "sentiment") -> CompiledExperiment:
    """Copy exactly the deployed files of ``experiment`` to ``task``; return the compiled experiment."""
    compiled = compile_experiment(experiment, root=ROOT)
    code = deployed_code(compiled)
    for file in code.files:
        (task / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(code.root / file, task / file)
    return compiled


@contextmanager
def emulated(
    task: Path,
    log: Path,
    environment: Mapping[str, str],
    *,
    timeout: int = 30,
    layers: Sequence[Path] = (),
    group: Path | None = None,
) -> Generator[Emulator]:
    """Run the function in ``task``. At the end only its own process group is killed.

    Args:
        task: the folder that Lambda mounts at /var/task.
        log: file for standard output and error.
        environment: the function's variables.
        timeout: most seconds of an invocation, a whole number.
        layers: folders on the path after ``task``, like /opt/python.
        group: a control group that all its processes join.
    """
    invoke = _free_port()
    variables = {
        "PATH": os.defpath,
        "LAMBDA_TASK_ROOT": str(task),
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout),
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        # In Lambda the task folder is read-only.
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(map(str, layers)),
        **environment,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(invoke),
            cwd=task,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        if group is not None:
            # The first invocation starts the runtime, so it runs within the group.
            (group / "cgroup.procs").write_text(str(process.pid))
        _wait_for(invoke, process)
        yield Emulator(invoke, log, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _command(port: int) -> list[str]:
    addresses = {
        "--runtime-api-address": f"127.0.0.1:{_free_port()}",
        "--runtime-interface-emulator-address": f"127.0.0.1:{port}",
    }
    runtime = [str(RUNTIME / "bin" / "python"), "-m", "awslambdaric", "handler.lambda_handler"]
    return [str(RIE), *(part for address in addresses.items() for part in address), *runtime]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"the emulator: got no open port within {START_SECONDS} s, exit code {process.poll()}")
