"""A line is strict JSON of the registry's fields, for any sample, and spelt as ``json.dumps`` spells it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score
from reward_runtime.telemetry.log_line import sample_lines

TEXT = st.text(st.characters(exclude_categories=[]), max_size=60)
CODE = st.from_regex("[a-z0-9_]{1,40}", fullmatch=True)
SHARE = st.floats(0, 1)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | SHARE | TEXT, lambda part: st.lists(part, max_size=3))


@given(JSON, TEXT, TEXT | st.none(), st.floats(-9, 9), SHARE, CODE, st.sampled_from(Outcome))
def test_a_line_reads_back_as_what_was_scored(
    identity: Any, prompt: str, response: str | None, aggregate: float, share: float, code: str, outcome: Outcome
) -> None:
    sample = Sample(identity, prompt, response, None, reference_place="metadata.reference_answer")
    score = Score(identity, outcome, aggregate, {"correct": share}, code, "boxed", (0, 1), 3, {"correct": code})
    extras = ({0: '"shadow_gap": 0.5'}, {0: '"response_hash": "00"'})

    line = sample_lines('{"experiment": "50% off"', ["correct"], [sample], [score], *extras)

    fields = json.loads(line, parse_constant=lambda name: name)
    why = {f"{names.REASON_FIELD_PREFIX}correct": code}
    assert line == json.dumps(fields) + "\n"
    assert list(fields) == ["experiment", *names.SAMPLE_FIELDS, "dim_correct", "shadow_gap", "response_hash", *why]
    assert fields["aggregate_reward_score"] == aggregate
    assert (fields["dim_correct"], fields["why_correct"]) == (share, code)
    assert (fields["outcome"], fields["reason"], fields["others"]) == (outcome.value, code, 3)
    assert fields["no_answer"] == (outcome is Outcome.NO_ANSWER)
    assert fields["unscorable"] == (outcome is Outcome.UNSCORABLE)
    assert (fields["prompt_chars"], fields["response_chars"]) == (len(prompt), len(response or ""))
