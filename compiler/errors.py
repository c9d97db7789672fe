"""``CompileError``, the compiler's only error, and two phrases that its messages share."""

import difflib
import reprlib
from collections.abc import Iterable

MAX_QUOTED_CHARS = 200
"""Most characters of a user's value that an error message repeats."""

# Bounded, because YAML aliases let a short file stand for a value of any size.
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = MAX_QUOTED_CHARS
_SHORT.maxlevel = 2


class CompileError(Exception):
    """The user must change something in an experiment or its reward. The message is ready to print."""


def quoted(value: object) -> str:
    """Return ``repr(value)``, shortened to ``MAX_QUOTED_CHARS``, and the type's name in brackets."""
    text = _SHORT.repr(value)
    if len(text) > MAX_QUOTED_CHARS:
        text = text[:MAX_QUOTED_CHARS] + "..."
    return f"{text} ({type(value).__name__})"


def alternatives(given: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'? known: a, b``. The question is left out if no known name is similar."""
    names = sorted(known)
    near = difflib.get_close_matches(given, names, n=1)
    listed = f"known: {', '.join(names) or 'none'}"
    return f"did you mean {near[0]!r}? {listed}" if near else listed
