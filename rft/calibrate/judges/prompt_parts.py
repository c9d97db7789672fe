"""A judge's prompt taken apart and put together: its fenced texts, in another order, or with filler."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast

from reward_runtime.judge.call import Prompt

__all__ = ["PADDING", "Change", "padded", "reordered"]

Change = Callable[[Prompt], Prompt]
PADDING: Final = (
    " All in all, and taking everything into account, these are the points that seemed worth setting out here, in the "
    "order in which they come to mind, and with the care that a matter of this kind calls for in any case."
)
"""Filler that says nothing of any subject."""


def reordered(prompt: Prompt) -> Prompt:
    """Return the prompt with its texts the other way round, and its criteria too."""
    nonce = _nonce(prompt)
    fence = rf"<[a-z_]+-{nonce}>\n.*?\n</[a-z_]+-{nonce}>"
    found = re.findall(fence, prompt.user, re.DOTALL)
    turned = iter(reversed(found))
    user = re.sub(fence, lambda _: next(turned), prompt.user, flags=re.DOTALL)
    fields = cast("dict[str, Any]", prompt.tool.schema["properties"])
    ordered = {
        name: fields[name] for name in sorted(fields, key=lambda name: (name != "reason", -list(fields).index(name)))
    }
    schema = {**prompt.tool.schema, "properties": ordered, "required": list(ordered)}
    return replace(prompt, user=user, tool=replace(prompt.tool, schema=schema))


def padded(prompt: Prompt) -> Prompt:
    """Return the prompt with filler at the end of the candidate."""
    end = f"\n</candidate-{_nonce(prompt)}>"
    return replace(prompt, user=prompt.user.replace(end, f"{PADDING}{end}"))


def _nonce(prompt: Prompt) -> str:
    return prompt.user.partition("\n")[0].removeprefix("MARK is ")
