"""The memory of this process, as the kernel counts it: how the host learns the size of an instance.

The engine's interface for Python does not tell it, and a figure from within could be forged.
"""

from pathlib import Path
from typing import Final

__all__ = ["written_bytes"]

_STATM: Final = Path("/proc/self/statm")
_DATA: Final = 5
"""Its field of pages that are mapped for writing by this process alone (proc(5)): an instance's memory lies there."""
_PAGE_BYTES: Final = 4096


def written_bytes() -> int:
    """Return the bytes that are mapped for writing; 0 if this machine does not tell.

    The difference between two calls is an instance's memory only if nothing else runs in this process.
    """
    try:
        return int(_STATM.read_text(encoding="ascii").split()[_DATA]) * _PAGE_BYTES
    except OSError:
        return 0
