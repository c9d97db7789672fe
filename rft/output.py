"""Prints a verb's result: on stdout as one JSON object or as tables, and warnings on stderr."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_BIDIRECTIONAL: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that reorder the text around them."""
_SURROGATES: Final = range(0xD800, 0xE000)
"""Halves of a character, which JSON may hold and no output in UTF-8 can."""
_STEERING: Final = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *_BIDIRECTIONAL, *_SURROGATES)
    if chr(code) not in "\t\n"
}
_IN_JSON: Final = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *_BIDIRECTIONAL, *_SURROGATES)}
"""``json.dumps`` escapes those below 0x20 by itself."""


def printable(text: str) -> str:
    r"""Return the text with every character that steers a terminal as an escape, such as ``\x1b``; keep line breaks."""
    return text.translate(_STEERING)


def json_line(value: object) -> str:
    """Return the value as JSON on one line, without characters that steer a terminal."""
    return json.dumps(value, ensure_ascii=False).translate(_IN_JSON)


def show(result: Mapping[str, Any], as_json: bool, *tables: RenderableType) -> None:
    """Print ``result`` as one line of JSON, or else the tables."""
    if as_json:
        print(json_line(result))
        return
    # Log lines and responses are data, so their brackets and colons must not become mark-up or emoji.
    console = Console(highlight=False, markup=False, emoji=False)
    for before, table in zip(["", *tables], tables, strict=False):
        if before and not (isinstance(before, str) and isinstance(table, str)):
            console.print()
        if isinstance(table, str):
            # Do not wrap text, because an ARN on two lines cannot be copied.
            console.print(printable(table), soft_wrap=True)
        else:
            console.print(_Steerless(table))


@dataclass(frozen=True)
class _Steerless:
    """A renderable whose texts cannot steer the terminal, with any data in them. Its own colours stay."""

    inner: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.inner, options):
            yield segment if segment.control else segment._replace(text=printable(segment.text))


def warn(text: str) -> None:
    """Print a warning on stderr, so that stdout holds only the result."""
    print(f"warning: {printable(text)}", file=sys.stderr)
