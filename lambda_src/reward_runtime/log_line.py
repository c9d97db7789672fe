"""Sample and score -> one JSON line of the log: numbers, ids and codes, in the order of the registry; never text.

The line is filled into a template that is made once: encoding an object a sample costs some five times as much.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import Final

from reward_runtime import names
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score

__all__ = ["SampleLines", "mark_equal"]

_LONGEST_ID: Final = 128
"""Characters of an id in a log line; a longer one is cut and keeps its hash."""
_CODES: Final = ("outcome", "no_answer", "unscorable", "fallback", "rule", "others", "reason", "reference_place")
"""Fields in a row, in the registry's order, of which a batch holds few combinations."""


class SampleLines:
    """The lines of the samples of one deployment."""

    def __init__(self, dimensions: Sequence[str]) -> None:
        """Take the names of the reward's dimensions, in order."""
        shown = [names.DIMENSION_FIELD_PREFIX + name for name in dimensions]
        singly = [field for field in names.SAMPLE_FIELDS if field not in _CODES]
        parts = [f"{encode_basestring_ascii(field)}: %s" for field in (*singly, *shown)]
        parts.insert(list(names.SAMPLE_FIELDS).index(_CODES[0]), "%s")
        self._template = ", ".join(parts)

    def lines(self, head: str, samples: Sequence[Sample], scores: Sequence[Score]) -> Iterator[str]:
        """Return a line a sample; ``head`` is the JSON of ``names.HEAD_FIELDS`` without its closing brace."""
        hashes: dict[str, str] = {}
        template = f"{head.replace('%', '%%')}, {self._template}"
        for sample, score in zip(samples, scores, strict=True):
            _, prompt, response, _, place, _ = sample
            identity, outcome, aggregate, dimensions, reason, rule, _, others, reasons = score
            prompt_hash = hashes.get(prompt)
            if prompt_hash is None:
                prompt_hash = hashes[prompt] = _hash(prompt)
            filled = template % (
                _id(identity),
                aggregate,
                _codes(outcome, rule, others, reason, place),
                f'"{prompt_hash}"',
                len(prompt),
                0 if response is None else len(response),
                *dimensions.values(),
            )
            yield f"{filled}{_whys(reasons)}}}\n" if reasons else f"{filled}}}\n"


def mark_equal(lines: list[str], samples: Sequence[Sample], equal: Sequence[Sequence[int]]) -> None:
    """Add ``response_hash`` to the lines at the places of equal responses, which are told without white space around.

    Only to those: hashing every response would cost more than all the rest of its line.
    """
    for places in equal:
        field = f'"response_hash": "{_hash((samples[places[0]].response or "").strip())}"'
        for place in places:
            lines[place] = f"{lines[place][:-2]}, {field}}}\n"


@lru_cache(maxsize=1024)
def _codes(outcome: Outcome, rule: str, others: int, reason: str, place: str) -> str:
    flags = [int(outcome is flag) for flag in (Outcome.NO_ANSWER, Outcome.UNSCORABLE, Outcome.FALLBACK)]
    values = (outcome.value, *flags, rule, others, reason, place)
    return json.dumps(dict(zip(_CODES, values, strict=True)))[1:-1]


def _whys(reasons: Mapping[str, str]) -> str:
    return "".join(f', "{names.REASON_FIELD_PREFIX}{name}": "{code}"' for name, code in reasons.items())


def _hash(text: str) -> str:
    # BLAKE2 for its price: SHA-256 takes twice as long to start, which is all there is to a short prompt.
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _id(value: object) -> str:
    """JSON of the id itself, cut if long; of an array or object its hash, as those may hold a user's text."""
    if isinstance(value, str):
        return encode_basestring_ascii(value if len(value) <= _LONGEST_ID else _cut(value))
    text = json.dumps(value)
    if not isinstance(value, (int, float)):
        return f'"#{_hash(text)}"'
    return text if len(text) <= _LONGEST_ID else encode_basestring_ascii(_cut(text))


def _cut(text: str) -> str:
    return f"{text[:_LONGEST_ID]}#{_hash(text)}"
