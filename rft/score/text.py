"""Texts of rows on the author's terminal: one line, without characters that a terminal would obey."""

_TAKEN: str = "·"
"""Stands for a character that no terminal shows."""


def printable(text: str) -> str:
    """Return the text with each character that is not printable replaced. Escape sequences are among them."""
    return "".join([each if each.isprintable() else _TAKEN for each in text])


def one_line(text: str) -> str:
    """Return the text with each run of white space as one blank."""
    return printable(" ".join(text.split()))


def start(text: str, most: int) -> str:
    """Return at most so many characters from the start of a text."""
    line = one_line(text[: most * 4])
    return line if len(line) <= most and len(text) <= most * 4 else line[: most - 1] + "…"


def end(text: str, most: int) -> str:
    """Return at most so many characters from the end of a text, where the answer usually stands."""
    line = one_line(text[-most * 4 :])
    return line if len(line) <= most and len(text) <= most * 4 else "…" + line[1 - most :]
