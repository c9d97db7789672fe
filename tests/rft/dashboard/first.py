"""The log of a first ``rft invoke``: one batch, one response to each prompt."""

import json
from functools import cache

from rft.dashboard.page import Source
from rft.insights.events import LogEvent
from tests.rft.dashboard.scripted import scripted

SAMPLES = 64


@cache
def first() -> Source:
    """Return the first batch of the scripted run, as the local target logs it. No two prompts are equal."""
    run = scripted()
    batch = [event for event in run.source.events if event.timestamp < run.source.found.start + 60_000]
    lonely = [LogEvent(event.timestamp, json.dumps(_without_groups(json.loads(event.message)))) for event in batch]
    return Source.of(run.compiled, lonely)


def _without_groups(line: dict[str, object]) -> dict[str, object]:
    return {**line, **{name: [] for name in ("GroupSpread", "GroupFlat", "GroupAllRight") if name in line}}
