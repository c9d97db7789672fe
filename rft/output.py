"""Where a verb's result goes: one JSON object, or tables, on stdout."""

import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console, RenderableType


def show(result: Mapping[str, Any], as_json: bool, *tables: RenderableType) -> None:
    """Print ``result`` as one line of JSON, or the tables that show it."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
        return
    # Log lines and responses are data: brackets and colons in them are no mark-up and no emoji.
    console = Console(highlight=False, markup=False, emoji=False)
    for table in tables:
        # An ARN that is broken over two lines cannot be copied.
        console.print(table, soft_wrap=True) if isinstance(table, str) else console.print(table)
