"""A file that a command will write: checked before the work, so that the work is not lost."""

import os
from pathlib import Path

from rft.failures import CallError


def check_writable(option: str, file: Path) -> None:
    """Check that the file can be written, without making it.

    Raises:
        CallError: its folder is missing or read-only, or it is a folder itself or read-only.
    """
    folder = file.absolute().parent
    if not folder.is_dir():
        fault = f"there is no folder {str(folder)!r}"
    elif file.is_dir():
        fault = "it is a folder"
    elif not os.access(file if file.exists() else folder, os.W_OK):
        fault = "it must not be written"
    else:
        return
    raise CallError(f"{option} {str(file)!r}: {fault}; expected a file that can be written")
