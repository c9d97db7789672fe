"""Which rows' references a reward can meet, kept by the row without its response: rollouts of one row ask once."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from reward_runtime.samples import Sample

__all__ = ["Attainable"]

_KEPT: Final = 4_096
"""Rows, at most some 2 MB."""
_SHORT: Final = 400
"""Characters of a row that is kept as it is; of a longer one its hash."""
_OF_A_ROLLOUT: Final = frozenset({"id", "messages", "model_response", "completion", "response", "chosen"})
"""Fields that differ from one rollout of a row to the next; the turns before the response stand in the prompt."""


class Attainable:
    """Remembers a judgement on rows."""

    def __init__(self, judge: Callable[[Sample[object]], bool]) -> None:
        """Take the judgement: whether a row's reference can be met."""
        self._judge: Final = judge
        self._known: Final = OrderedDict[str | bytes, bool]()

    def __call__(self, sample: Sample[object]) -> bool:
        """Return the judgement on a sample's row."""
        row = _row(sample)
        if not row:
            return self._judge(sample)
        known = self._known.get(row)
        if known is None:
            known = self._known[row] = self._judge(sample)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return known


def _row(sample: Sample[object]) -> str | bytes:
    """The row without its response; empty if it cannot be written out."""
    fields = [item for item in sample.fields.items() if item[0] not in _OF_A_ROLLOUT]
    # JSON may hold values that Python does not write out: numbers of thousands of digits, and lists within lists.
    try:
        text = repr((sample.prompt, sample.reference, fields))
    except (RecursionError, ValueError):
        return ""
    return text if len(text) <= _SHORT else blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
