"""The zipped size of files. Lambda limits the size of the archive that is uploaded."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["zipped_bytes"]


def zipped_bytes(root: Path, files: Iterable[str]) -> int:
    """Return the size of a deflated archive of ``files``, in bytes; the paths are relative to ``root``."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for file in files:
            writer.write(root / file, file)
    return len(archive.getvalue())
