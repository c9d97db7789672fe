"""Sample and score -> one JSON line of the log: numbers, ids and codes, in the order of the registry; never text.

The one fast path of the telemetry (decision 11): a line is joined from JSON pieces, because ``json.dumps`` of an object
a sample costs several times as much. A test reads the lines back.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring_ascii as quoted
from typing import Final

from reward_runtime.names import DIMENSION_FIELD_PREFIX, REASON_FIELD_PREFIX, ExtraFields, SampleFields
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score
from reward_runtime.telemetry.draw import EVERY, Draw, hash_of

__all__ = ["equal_responses", "sample_lines"]

_LONGEST_ID: Final = 128
"""Characters of an id in a log line; a longer one is cut, and its hash is added."""
_ID: Final = f'"{SampleFields.ID.name}": '
_PROMPT: Final = (
    f', "{SampleFields.PROMPT_HASH.name}": "%s", "{SampleFields.STANDS_FOR.name}": %r, '
    f'"{SampleFields.PROMPT_CHARS.name}": %d, '
    f'"{SampleFields.RESPONSE_CHARS.name}": '
)
_FAULTS: Final = (Outcome.UNSCORABLE, Outcome.FALLBACK)
"""Outcomes that are always logged."""


def sample_lines(
    head: str,
    dimensions: Sequence[str],
    samples: Sequence[Sample[object]],
    scores: Sequence[Score],
    *extras: Mapping[int, str],
    draw: Draw = EVERY,
) -> str:
    """Return a line for each sample whose prompt is drawn, or whose outcome is a fault.

    Args:
        head: the JSON of ``names.HEAD_FIELDS`` without its closing brace.
        dimensions: names of the reward's dimensions, in order.
        samples: the batch.
        scores: the samples' scores, in the same order.
        extras: further fields of some samples, as JSON without braces, by position in the batch.
        draw: draws the prompts; without it every one is drawn.
    """
    fields = (SampleFields.REWARD.name, *(DIMENSION_FIELD_PREFIX + name for name in dimensions))
    scored = "".join([f", {quoted(field)}: %r" for field in fields])
    further = _merged(extras)
    prompted: dict[str, tuple[str, float]] = {}
    lines: list[str] = []
    for position, (sample, score) in enumerate(zip(samples, scores, strict=True)):
        prompt = sample.prompt
        if prompt not in prompted:
            prompted[prompt] = _prompted(prompt, draw)
        fields_of_prompt, stands_for = prompted[prompt]
        if not stands_for and score.outcome not in _FAULTS:
            continue
        lines.append(
            f"{head}, {_ID}{_id(score.id)}"
            f"{_codes(score.outcome, score.rule, score.others, score.reason, sample.reference_place)}"
            f"{fields_of_prompt}{len(sample.response or '')}"
            f"{scored % (score.aggregate, *score.dimensions.values())}"
            f"{further.get(position, '')}{_reasons(score.reasons) if score.reasons else ''}}}\n"
        )
    return "".join(lines)


def equal_responses(samples: Sequence[Sample[object]], equal: Sequence[Sequence[int]]) -> dict[int, str]:
    """Return ``response_hash``, as JSON without braces, by position of the samples whose responses are ``equal``.

    Only of those: hashing every response would cost more than the rest of its line.
    """
    fields: dict[int, str] = {}
    for positions in equal:
        text = (samples[positions[0]].response or "").strip()
        fields |= dict.fromkeys(positions, f'"{ExtraFields.RESPONSE_HASH.name}": "{hash_of(text)}"')
    return fields


@lru_cache(maxsize=1024)
def _codes(outcome: Outcome, rule: str, others: int, reason: str, place: str) -> str:
    """Return these fields as JSON; the cache pays because a batch holds few combinations of them."""
    codes = {
        SampleFields.OUTCOME: outcome.value,
        SampleFields.NO_ANSWER: int(outcome is Outcome.NO_ANSWER),
        SampleFields.UNSCORABLE: int(outcome is Outcome.UNSCORABLE),
        SampleFields.FALLBACK: int(outcome is Outcome.FALLBACK),
        SampleFields.RULE: rule,
        SampleFields.OTHERS: others,
        SampleFields.REASON: reason,
        SampleFields.REFERENCE_PLACE: place,
    }
    return f", {json.dumps({field.name: value for field, value in codes.items()})[1:-1]}"


def _reasons(reasons: Mapping[str, str]) -> str:
    return "".join([f', "{REASON_FIELD_PREFIX}{name}": "{code}"' for name, code in reasons.items()])


def _prompted(prompt: str, draw: Draw) -> tuple[str, float]:
    """Return the fields that a prompt's samples share, as JSON, and the prompts that it stands for."""
    hashed = hash_of(prompt)
    stands_for = draw.stands_for(hashed)
    return _PROMPT % (hashed, stands_for, len(prompt)), stands_for


def _merged(extras: Sequence[Mapping[int, str]]) -> dict[int, str]:
    merged: dict[int, str] = {}
    for position, fields in ((position, fields) for each in extras for position, fields in each.items()):
        merged[position] = f"{merged.get(position, '')}, {fields}"
    return merged


def _id(value: object) -> str:
    """Return the JSON of the id, cut if long; of an array or object its hash, because those may hold a user's text."""
    if isinstance(value, str):
        return quoted(value if len(value) <= _LONGEST_ID else _cut(value))
    text = json.dumps(value)
    if not isinstance(value, (int, float)):
        return f'"#{hash_of(text)}"'
    return text if len(text) <= _LONGEST_ID else quoted(_cut(text))


def _cut(text: str) -> str:
    return f"{text[:_LONGEST_ID]}#{hash_of(text)}"
