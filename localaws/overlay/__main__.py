"""``python -m localaws.overlay``: MiniStack with the overlay, or the names of the hooks that it lacks."""

from __future__ import annotations

import os
import sys

from localaws.overlay import alarms, embedded_metrics, query_definitions
from localaws.overlay.hooks import complaint, missing, part


def main() -> int:
    """Serve until a signal; 1 where this MiniStack does not fit."""
    # What MiniStack leaves in its working folder belongs in the state folder; the code was found from the kit's.
    os.chdir(os.environ["HOME"])
    gone = missing()
    if gone:
        print(f"ERROR: {complaint(gone)}", file=sys.stderr)
        return 1
    for layer in (alarms, query_definitions, embedded_metrics):
        layer.install()
    part("app").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
