"""Texts of rows for the terminal: one line of this many columns, and nothing that steers the terminal."""

from rich.cells import cell_len

from rft.output import printable


def start(text: str, columns: int) -> str:
    """Return the start of a text, as far as it fits."""
    # No character is wider than two columns, and each run of white space becomes one blank.
    line = _one_line(text[: columns * _SPARE])
    if cell_len(line) <= columns and len(text) <= columns * _SPARE:
        return line
    while cell_len(line) >= columns:
        line = line[:-1]
    return f"{line}…"


def end(text: str, columns: int) -> str:
    """Return the end of a text, which usually holds the answer, as far as it fits."""
    line = _one_line(text[-columns * _SPARE :])
    if cell_len(line) <= columns and len(text) <= columns * _SPARE:
        return line
    while cell_len(line) >= columns:
        line = line[1:]
    return f"…{line}"


_SPARE = 8
"""Characters that are looked at for each column, because some of them are white space that shrinks."""


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))
