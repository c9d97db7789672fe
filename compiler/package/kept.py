"""A folder that is built once and kept: it appears by one rename, so nobody ever sees half of it.

Its modes do not depend on the umask, because they go into the zip, and Lambda reads it as another user.
"""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

__all__ = ["publish", "unfinished"]


@contextmanager
def unfinished(kept: Path) -> Generator[Path]:
    """Yield a new folder inside ``kept`` to build in; at the end delete it, unless ``publish`` moved it away."""
    kept.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=".unfinished-", dir=kept))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def publish(made: Path, folder: Path) -> None:
    """Rename ``made`` to ``folder``; keep the one that is there if another process was faster."""
    for path in (made, *made.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
    try:
        made.rename(folder)
    except OSError:
        # The other process built from the same input, so its bytes are the same.
        if not folder.is_dir():
            raise
