"""A file or folder that a command will write: checked before the work, so that the work is not lost."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from rft.failures import CallError

__all__ = ["check_folder", "check_writable", "refusing", "write_file"]


def check_writable(option: str, file: Path) -> None:
    """Check that the file can be written, without making it.

    Raises:
        CallError: its folder is missing or read-only, or it is a folder itself or read-only.
    """
    with refusing(option, file):
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


def check_folder(option: str, folder: Path) -> None:
    """Check that the folder is there or can be made, and can be written to, without making it.

    Raises:
        CallError: the place is a file, or must not be written to.
    """
    with refusing(option, folder, "a folder"):
        whole = folder.absolute()
        there = next(each for each in (whole, *whole.parents) if each.exists() or each.is_symlink())
        if not there.is_dir():
            fault = f"{str(there)!r} is no folder"
        elif not os.access(there, os.W_OK | os.X_OK):
            fault = f"{str(there)!r} must not be written to"
        else:
            return
    raise CallError(f"{option} {str(folder)!r}: {fault}; expected a folder that can be written")


def write_file(option: str, file: Path, text: str) -> None:
    """Write the text in UTF-8; raise ``CallError`` if the file cannot be written."""
    with refusing(option, file):
        file.write_text(text, encoding="utf-8")


@contextmanager
def refusing(option: str, path: Path, kind: str = "a file") -> Generator[None]:
    """Turn a refusal of the file system into a ``CallError`` that names the option."""
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        raise CallError(f"{option} {str(path)!r}: {said}; expected {kind} that can be written") from None
