"""The commands ``up``, ``down`` and ``status``: one JSON object on stdout, a message on stderr."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from localaws import standin_judge, target
from localaws.credentials import refuse_real
from localaws.errors import TargetError
from localaws.state import Home

CommandResult = tuple[Mapping[str, object], int, str]
"""The JSON object, the exit code, and the message for stderr."""


def up(environ: Mapping[str, str]) -> CommandResult:
    """Start the target unless it runs already. Refuse if the environment holds real AWS credentials."""
    refuse_real(environ)
    state, was_running = target.start(Home.of(environ), environ)
    words = "the local AWS target is already running" if was_running else "the local AWS target is running"
    return asdict(state), 0, f"{words}: {state.endpoint}; its {standin_judge.NAME}: {state.judge_endpoint}"


def down(environ: Mapping[str, str]) -> CommandResult:
    """Stop the target and everything that it started."""
    state = target.stop(Home.of(environ))
    if state is None:
        return {"stopped": False}, 0, "no local AWS target is running: nothing to stop"
    return {"stopped": True, "pid": state.pid, "port": state.port}, 0, "the local AWS target is stopped"


def status(environ: Mapping[str, str]) -> CommandResult:
    """Say whether the target runs. The exit code is 1 if it, or its judge, was started and does not run."""
    home = Home.of(environ)
    sight = target.look(home)
    if sight.state is None:
        nothing = {"endpoint": None, "pid": None, "port": None, "uptime_seconds": None}
        return {"running": False, **nothing}, 0, "no local AWS target is running: start one with `up`"
    seen: dict[str, object] = {"endpoint": sight.state.endpoint, "pid": sight.state.pid, "port": sight.state.port}
    seen["access_key"] = sight.state.access_key
    seen |= {
        "judge": standin_judge.NAME,
        "judge_running": sight.is_judge_healthy,
        "judge_endpoint": sight.state.judge_endpoint,
    }
    if sight.is_healthy:
        uptime = round(time.time() - sight.state.started, 1)
        words = f"the local AWS target is running: {sight.state.endpoint}"
        if not sight.is_judge_healthy:
            words += f"; its {standin_judge.NAME} is not: start it again with `up`"
        return {"running": True, **seen, "uptime_seconds": uptime}, int(not sight.is_judge_healthy), words
    ailment = "does not answer: stop it with `down`" if sight.is_alive else "died: start another with `up`"
    bad = {"running": False, "died": not sight.is_alive, **seen, "log_tail": list(home.log_tail())}
    return bad, 1, f"the local AWS target (process {sight.state.pid}) {ailment}"


COMMANDS: Final[dict[str, Callable[[Mapping[str, str]], CommandResult]]] = {"up": up, "down": down, "status": status}
"""Every command by its name."""


def main(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m localaws", description="The local AWS target.")
    parser.add_argument("command", choices=sorted(COMMANDS))
    try:
        body, code, words = COMMANDS[parser.parse_args(arguments).command](environ)
    except TargetError as error:
        tail = list(error.log_tail)
        body, code = {"running": False, "error": str(error), "log_tail": tail}, error.exit_code
        words = "\n".join([f"error: {error}", *(f"  | {line}" for line in tail)])
    print(words, file=sys.stderr)
    print(json.dumps(body))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
