"""What files weigh once they are zipped, which is how they travel to Lambda."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["zipped_bytes"]


def zipped_bytes(root: Path, files: Iterable[str]) -> int:
    """Size of a deflated archive of ``files``, paths relative to ``root``; made in memory."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for file in files:
            writer.write(root / file, file)
    return len(archive.getvalue())
