"""Claims that hold for every reward on its own data rows and recorded responses, with any text from hypothesis."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lambda_src.pipelines import REWARDS, is_judged, pipeline_of, read
from tests.lambda_src.test_every_reward import (
    POOR_FORMS,
    answer_of,
    each_reward,
    each_with_references,
    scored,
    scored_where,
)

WORDS = st.lists(st.sampled_from(["so", "well", "I think", "let us see", "\n", "  ", "**", "?"]), max_size=8).map(
    " ".join
)
BLANKS = st.text(" \n\t\r", max_size=20)
PLACE = st.integers(0, 10_000)
each_verified = pytest.mark.parametrize("reward", [each for each in REWARDS if not is_judged(each)])
"""Only a judge can weigh words around an answer; ``judge/`` tests its defence against being talked round."""
bounded = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def recorded(reward: str) -> list[dict[str, Any]]:
    """Data rows with their recorded responses as the last turn."""
    pairs = zip(read(f"{reward}.jsonl"), read(f"{reward}.responses.jsonl"), strict=True)
    return [
        {**row, "messages": [*row["messages"], {"role": "assistant", "content": said["response"]}]}
        for row, said in pairs
    ]


@each_reward
@bounded
@given(data=st.data())
def test_a_sample_scores_the_same_in_any_batch(reward: str, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(recorded(reward)[:12]))
    together: Any = pipeline_of(reward)(rows, {})

    assert [together[0], together[-1]] == [*pipeline_of(reward)(rows[:1], {}), *pipeline_of(reward)(rows[-1:], {})]


@each_verified
@bounded
@given(place=PLACE, before=WORDS, after=BLANKS, echoes=st.integers(0, 2))
def test_padding_never_raises_a_score(reward: str, place: int, before: str, after: str, echoes: int) -> None:
    rows = recorded(reward)
    row = rows[place % len(rows)]
    *asked, said = row["messages"]
    prompt = "\n".join(turn["content"] for turn in asked) + "\n"
    plain = said["content"]
    padded = f"{prompt * echoes}{before} {plain}{after}"
    bare, fat = scored(reward, [plain, padded], {**row, "messages": asked})

    assert fat <= bare


@each_with_references
@bounded
@given(place=PLACE, other=PLACE, before=WORDS, after=BLANKS)
def test_dressing_up_a_wrong_answer_never_reaches_the_right_one(
    reward: str, place: int, other: int, before: str, after: str
) -> None:
    rows = read(f"{reward}.jsonl")
    row, stranger = rows[place % len(rows)], rows[other % len(rows)]
    ideal = pipeline_of(reward).reward.ideal_response(answer_of(reward, stranger))
    dressed = [ideal, f"{before}\n{ideal}{after}", f"{ideal}\n{ideal}"]
    wrong = scored_where(0, reward, dressed, row)
    right = scored_where(1, reward, [form.format(answer_of(reward, row)) for form in POOR_FORMS], row)

    assert not wrong or max(wrong) < min(right)
