"""The events that each training platform sends, built from the same rows: rows -> events.

The sources are pages of AWS's documentation, read on 2026-11-22.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, cast

from rft.invoke.rows import RecordedRow

Event = Any
"""The JSON value of one invocation."""


@dataclass(frozen=True)
class EventShape:
    """How one platform passes samples to a reward function."""

    name: str
    """Its name in tables."""
    sends: str
    """The event's structure, in one line."""
    source: str
    """Title of the documentation page that shows it."""
    build: Callable[[Sequence[RecordedRow]], list[Event]]
    """Rows -> the events of one pass: one event for all rows, or one for each row."""


def _turns(row: RecordedRow, *before: str) -> list[Mapping[str, Any]]:
    said = [{"role": "assistant", "content": text} for text in (*before, row.response)]
    return [*row.messages, *said]


def _other_fields(row: RecordedRow) -> dict[str, Any]:
    known = {"id", "messages", "reference_answer"}
    return {key: value for key, value in row.fields.items() if key not in known}


def _metadata(row: RecordedRow) -> dict[str, Any]:
    """Return the row's own ``metadata``, which the road's own keys join."""
    found = row.fields.get("metadata")
    return dict(cast("Mapping[str, Any]", found)) if isinstance(found, Mapping) else {}


def _training_job(rows: Sequence[RecordedRow]) -> list[Event]:
    return [[{**row.fields, "messages": _turns(row)} for row in rows]]


def _hyperpod(rows: Sequence[RecordedRow]) -> list[Event]:
    samples = [
        {
            **_other_fields(row),
            "id": row.row_id,
            "messages": _turns(row),
            "metadata": {**_metadata(row), "reference_answer": row.reference},
        }
        for row in rows
    ]
    return [samples]


def _bedrock(rows: Sequence[RecordedRow]) -> list[Event]:
    samples = [
        {
            "id": row.row_id,
            "messages": _turns(row),
            "metadata": {"reference_answer": row.reference, **_other_fields(row)},
        }
        for row in rows
    ]
    return [samples]


def _open_weight(rows: Sequence[RecordedRow]) -> list[Event]:
    samples = [
        {
            "id": row.row_id,
            "data_source": "rows",
            "prompt": row.messages,
            "messages": _turns(row),
            "reward_model": {"style": "rule", "ground_truth": row.reference},
            "extra_info": {"index": index},
        }
        for index, row in enumerate(rows)
    ]
    return [{"input": samples}]


def _evaluation(rows: Sequence[RecordedRow]) -> list[Event]:
    return [[{**row.fields, "messages": _turns(row, *_reference_turn(row))}] for row in rows]


def _reference_turn(row: RecordedRow) -> list[str]:
    """Return the reference as a turn of its own; nothing if the row has none."""
    return [] if row.reference is None else [str(row.reference)]


_SHAPES: Final = (
    EventShape("training-job", "list; reference at the top level", "Implementing reward functions", _training_job),
    EventShape("hyperpod", "list; reference under metadata", "Reward functions on HyperPod", _hyperpod),
    EventShape("bedrock", "list; the row's fields under metadata", "Reward functions for Bedrock RFT", _bedrock),
    EventShape("serverless", '{"input": [...]}; reward_model.ground_truth', "Open-weight RFT", _open_weight),
    EventShape("evaluation", "lists of one; two assistant turns", "Preset and custom scorers", _evaluation),
)
SHAPES: Final = MappingProxyType({shape.name: shape for shape in _SHAPES})
"""Every shape by its name, the most common first."""
