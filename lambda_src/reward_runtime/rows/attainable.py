"""Which rows' references a reward can meet, kept by the row without its response: rollouts of one row ask once."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

from reward_runtime.answers.kind import AnswerKind
from reward_runtime.errors import RowFault, ScorerError, guarded
from reward_runtime.rows.references import or_fault, readings
from reward_runtime.samples import Sample

__all__ = ["Attainable"]

_KEPT: Final = 4_096
"""Rows, at most some 2 MB."""
_SHORT: Final = 400
"""Characters of a row that is kept as it is; of a longer one its hash."""
_OF_A_ROLLOUT: Final = frozenset({"id", "messages", "model_response", "completion", "response", "chosen"})
"""Fields that differ from one rollout of a row to the next; the turns before the response stand in the prompt."""


class Attainable:
    """Says whether any response can meet a row's reference, and remembers it."""

    def __init__(self, answers: AnswerKind[Any, Any], pays: Callable[[Sample[object], str], bool]) -> None:
        """Take the kind of answer, and whether a right answer that is written out earns the reward's ceiling."""
        self._answers: Final = answers
        self._pays: Final = pays
        self._known: Final = OrderedDict[str | bytes, bool]()

    def __call__(self, sample: Sample[object]) -> bool:
        """Return whether a response can meet the row's reference as it stands."""
        row = _row(sample)
        if not row:
            return self._judge(sample)
        known = self._known.get(row)
        if known is None:
            known = self._known[row] = self._judge(sample)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return known

    def as_read(self, sample: Sample[object]) -> Sample[object]:
        """Return the sample with the first reading of its reference that can be met; itself if none can be."""
        if not self(sample):
            for reading in readings(sample.reference):
                meant = sample._replace(reference=reading)
                if self(meant):
                    return meant
        return sample

    def _judge(self, sample: Sample[object]) -> bool:
        """Say whether the right answer that the kind writes out for the row's reference earns the ceiling.

        So it is said if none can be written out, and if the reward's code fails on it: that is not the row's fault.
        """
        try:
            right = guarded("the reward's render", or_fault, self._answers.render, sample.reference)
            if right is None:
                parse = self._answers.parse_reference
                parsed = guarded("the reward's parse_reference", or_fault, parse, sample.reference)
                return not isinstance(parsed, RowFault)
            return not isinstance(right, RowFault) and self._pays(sample, right)
        except ScorerError:
            return True


def _row(sample: Sample[object]) -> str | bytes:
    """The row without its response; empty if it cannot be written out."""
    fields = [item for item in sample.fields.items() if item[0] not in _OF_A_ROLLOUT]
    # JSON may hold values that Python does not write out: numbers of thousands of digits, and lists within lists.
    try:
        text = repr((sample.prompt, sample.reference, fields))
    except (RecursionError, ValueError):
        return ""
    # Halves of pairs, which UTF-8 cannot hold, are written as escapes.
    return text if len(text) <= _SHORT else blake2b(text.encode(), digest_size=16).digest()
