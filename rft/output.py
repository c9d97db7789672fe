"""Prints a verb's result on stdout: as one JSON object, or as tables."""

import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console, RenderableType


def show(result: Mapping[str, Any], as_json: bool, *tables: RenderableType) -> None:
    """Print ``result`` as one line of JSON, or else the tables."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
        return
    # Log lines and responses are data, so their brackets and colons must not become mark-up or emoji.
    console = Console(highlight=False, markup=False, emoji=False)
    for table in tables:
        # Do not wrap text, because an ARN on two lines cannot be copied.
        console.print(table, soft_wrap=True) if isinstance(table, str) else console.print(table)
