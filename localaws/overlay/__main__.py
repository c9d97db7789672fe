"""``python -m localaws.overlay``: run MiniStack with the overlay, or name the hooks that it lacks."""

from __future__ import annotations

import os
import sys

from localaws.environment import ACCESS_KEY
from localaws.overlay import (
    alarms,
    callers,
    embedded_metrics,
    handler_output,
    judge_names,
    query_definitions,
    reserved_concurrency,
    sandbox_calls,
)
from localaws.overlay.hooks import complaint, missing, part


def main() -> int:
    """Serve until a signal ends it. Return 1 if this version of MiniStack does not fit."""
    # MiniStack leaves files in its working folder, so that must be the state folder. The code is already imported.
    os.chdir(os.environ["HOME"])
    gone = missing()
    if gone:
        print(f"ERROR: {complaint(gone)}", file=sys.stderr)
        return 1
    layers = (alarms, query_definitions, embedded_metrics, handler_output, judge_names, reserved_concurrency)
    for layer in layers:
        layer.install()
    # Taken out of the environment, because MiniStack passes that on to every handler.
    calls = sandbox_calls.SandboxCalls()
    sandbox_calls.install(calls)
    callers.install(os.environ.pop(ACCESS_KEY), calls)
    part("app").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
