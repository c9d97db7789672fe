"""Sample and score -> one JSON line of the log: numbers, ids and codes, in the order of the registry; never text.

Each line is joined from pieces, of which a batch holds few different ones: encoding an object a sample costs some
seven times as much.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring_ascii as quoted
from typing import Final

from reward_runtime import names
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score

__all__ = ["SampleLines", "equal_responses"]

_LONGEST_ID: Final = 128
"""Characters of an id in a log line; a longer one is cut and keeps its hash."""
_CODES: Final = ("outcome", "no_answer", "unscorable", "fallback", "rule", "others", "reason", "reference_place")
"""Fields in a row, in the registry's order, of which a batch holds few combinations."""
_PARTS: Final = 7
"""Pieces of which a line is made."""
_BLANK: Final = hashlib.blake2b(digest_size=6)
"""BLAKE2 for its price: SHA-256 takes twice as long to start, which is all there is to a short prompt. A copy of this
one starts in two thirds of the time of one made anew."""


class SampleLines:
    """The lines of the samples of one deployment."""

    def __init__(self, dimensions: Sequence[str]) -> None:
        """Take the names of the reward's dimensions, in order."""
        shown = [names.DIMENSION_FIELD_PREFIX + name for name in dimensions]
        self._scored = "".join([f", {quoted(field)}: %r" for field in ("aggregate_reward_score", *shown)])

    def lines(self, head: str, samples: Sequence[Sample], scores: Sequence[Score], *extras: Mapping[int, str]) -> str:
        """Return a line a sample.

        Args:
            head: the JSON of ``names.HEAD_FIELDS`` without its closing brace.
            samples: the batch.
            scores: theirs, in the same order.
            extras: further fields of some samples, as JSON without braces, by place.
        """
        asked, scored = dict[str, str](), dict[tuple[object, ...], tuple[str, str]]()
        start, parts = f'{head}, "id": ', list[str]()
        for sample, score in zip(samples, scores, strict=True):
            _, prompt, response, _, place, _ = sample
            identity, outcome, aggregate, dimensions, reason, rule, _, others, reasons = score
            prompted = asked.get(prompt)
            if prompted is None:
                prompted = asked[prompt] = _prompted(prompt)
            known = (outcome, rule, others, reason, place, aggregate, *dimensions.values())
            given = scored.get(known)
            if given is None:
                codes = _codes(outcome, rule, others, reason, place)
                given = scored[known] = codes, self._scored % (aggregate, *dimensions.values())
            parts += (
                start,
                quoted(identity) if type(identity) is str and len(identity) <= _LONGEST_ID else _id(identity),
                given[0],
                prompted,
                "0" if response is None else str(len(response)),
                given[1],
                f"{_whys(reasons)}}}\n" if reasons else "}\n",
            )
        for end, fields in [((place + 1) * _PARTS - 1, fields) for each in extras for place, fields in each.items()]:
            parts[end] = f", {fields}{parts[end]}"
        return "".join(parts)


def equal_responses(samples: Sequence[Sample], equal: Sequence[Sequence[int]]) -> dict[int, str]:
    """Return ``response_hash``, as JSON without braces, of the samples at the places of equal responses.

    Of those alone: hashing every response would cost more than all the rest of its line.
    """
    fields: dict[int, str] = {}
    for places in equal:
        field = f'"response_hash": "{_hash((samples[places[0]].response or "").strip())}"'
        fields |= dict.fromkeys(places, field)
    return fields


@lru_cache(maxsize=1024)
def _codes(outcome: Outcome, rule: str, others: int, reason: str, place: str) -> str:
    flags = [int(outcome is flag) for flag in (Outcome.NO_ANSWER, Outcome.UNSCORABLE, Outcome.FALLBACK)]
    values = (outcome.value, *flags, rule, others, reason, place)
    return f", {json.dumps(dict(zip(_CODES, values, strict=True)))[1:-1]}"


def _prompted(prompt: str) -> str:
    return f', "prompt_hash": "{_hash(prompt)}", "prompt_chars": {len(prompt)}, "response_chars": '


def _whys(reasons: Mapping[str, str]) -> str:
    return "".join([f', "{names.REASON_FIELD_PREFIX}{name}": "{code}"' for name, code in reasons.items()])


def _hash(text: str) -> str:
    hashed = _BLANK.copy()
    hashed.update(text.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _id(value: object) -> str:
    """JSON of the id itself, cut if long; of an array or object its hash, as those may hold a user's text."""
    if isinstance(value, str):
        return quoted(value if len(value) <= _LONGEST_ID else _cut(value))
    text = json.dumps(value)
    if not isinstance(value, (int, float)):
        return f'"#{_hash(text)}"'
    return text if len(text) <= _LONGEST_ID else quoted(_cut(text))


def _cut(text: str) -> str:
    return f"{text[:_LONGEST_ID]}#{_hash(text)}"
