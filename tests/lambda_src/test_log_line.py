"""A line is strict JSON of the registry's fields, whatever is in the sample."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.reply import LARGEST_REPLY_BYTES, to_reply
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
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert list(fields) == ["experiment", *names.SAMPLE_FIELDS, "dim_correct", "shadow_gap", "response_hash", *why]
    assert fields["aggregate_reward_score"] == aggregate
    assert (fields["dim_correct"], fields["why_correct"]) == (share, code)
    assert (fields["outcome"], fields["reason"], fields["others"]) == (outcome.value, code, 3)
    assert fields["no_answer"] == (outcome is Outcome.NO_ANSWER)
    assert fields["unscorable"] == (outcome is Outcome.UNSCORABLE)
    assert (fields["prompt_chars"], fields["response_chars"]) == (len(prompt), len(response or ""))


@given(st.lists(TEXT, min_size=1, max_size=3), st.from_regex(r"[a-zé\U00010400_]{1,30}", fullmatch=True))
def test_a_reply_that_is_held_to_fit_by_its_bounds_alone_does(ids: list[str], name: str) -> None:
    """At a batch just below the limit of the bounds, which is where a bound that is too low would show."""
    scores = [Score(each * 4_000, Outcome.SCORED, -1 / 3, {name: 1 / 3}, "answered") for each in ids]
    batch = scores * max(1, LARGEST_REPLY_BYTES // sum(12 * len(str(score.id)) + 500 for score in scores))

    assert len(json.dumps(to_reply(batch))) <= LARGEST_REPLY_BYTES
