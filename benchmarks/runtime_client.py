"""The kit beside an empty handler through AWS's runtime client and emulator: ``python -m benchmarks.runtime_client``.

Wall time, no bar: decoding the event and encoding the reply is the runtime client's, and most of what there is.
"""

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.bars import table
from benchmarks.rows import rows
from tests.runtime.emulator import Emulator, emulated, packaged

BATCHES: Final = (1, 64, 512)
"""Samples of an invocation."""
PAIRS: Final = 15
"""Pairs that count; one more is run first and dropped."""
EMPTY: Final = "def lambda_handler(event, context):\n    return []\n"


def main() -> None:
    """Invoke empty, kit, empty, kit, ... and print the medians."""
    with TemporaryDirectory(prefix="reward-client-") as made:
        kit, empty = Path(made, "kit"), Path(made, "empty")
        kit.mkdir()
        empty.mkdir()
        compiled = packaged(kit)
        (empty / "handler.py").write_text(EMPTY)
        logs = Path(made, "kit.log"), Path(made, "empty.log")
        with emulated(kit, logs[0], compiled.environment) as one, emulated(empty, logs[1], {}) as other:
            lines = [_line(count, one, other) for count in BATCHES]
    sys.stdout.write(table(("samples", "kit, ms", "empty handler, ms", "median ratio"), lines) + "\n")


def _line(count: int, kit: Emulator, empty: Emulator) -> tuple[object, ...]:
    batch = rows(count)
    taken = [(_millis(kit, batch), _millis(empty, batch)) for _ in range(PAIRS + 1)][1:]
    middle = [f"{statistics.median(pair[at] for pair in taken):.1f}" for at in (0, 1)]
    return (count, *middle, f"{statistics.median(one / other for one, other in taken):.2f}")


def _millis(function: Emulator, batch: list[dict[str, Any]]) -> float:
    started = time.perf_counter()
    function.invoke(batch)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
