"""Whose fault it is if the judge will not look at a text: the response's, the row's, or the service's."""

from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.errors import JudgeRefusedError
from reward_runtime.pipeline import Pipeline

from tests.lambda_src.pipelines import judged_by
from tests.standin import StandIn

BLOCKS = ["guardrail_intervened", "content_filtered", "filtered", "too_large", "odd_refusal", "too_long"]
BAD = "forbiddenword"


def outcomes(
    capsys: pytest.CaptureFixture[str],
    *responses: str,
    question: str = "How?",
    reference: str = "They won.",
    **settings: str,
) -> list[tuple[str, float]]:
    """Outcome and reward of each sample of one batch."""
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "similarity", **judged_by(concurrency=8, **settings)})
    rows: list[dict[str, Any]] = []
    for number, response in enumerate(responses):
        turns = [{"role": "user", "content": question}, {"role": "assistant", "content": response}]
        rows.append({"id": str(number), "messages": turns, "reference_answer": reference})
    reply: Any = pipeline(rows, {})
    written = capsys.readouterr().out
    assert BAD not in written
    said = [line.partition('"outcome": "')[2].partition('"')[0] for line in written.splitlines() if '"sample"' in line]
    return list(zip(said, [row["aggregate_reward_score"] for row in reply], strict=True))


@pytest.mark.parametrize("fault", BLOCKS)
def test_a_block_of_one_response_costs_that_response_alone(
    judge: StandIn, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    judge.configure(faults=[{"fault": fault, "holds": BAD}])
    found = outcomes(capsys, *["They won."] * 8, f"They {BAD} won.", "They lost.")
    assert found[:8] == [("scored", 0.9)] * 8
    assert found[8] == ("no_answer", 0.0)
    assert found[9][0] == "scored"


@pytest.mark.parametrize("fault", BLOCKS)
@pytest.mark.parametrize("place", ["question", "reference"])
def test_a_block_of_the_question_or_the_reference_is_the_row_s(
    judge: StandIn, capsys: pytest.CaptureFixture[str], fault: str, place: str
) -> None:
    judge.configure(faults=[{"fault": fault, "holds": BAD}])
    assert outcomes(capsys, "They won.", "They lost.", **{place: f"The {BAD}."}) == [("unscorable", 0.0)] * 2


@pytest.mark.parametrize("fault", BLOCKS)
@pytest.mark.parametrize("count", [1, 20])
def test_a_block_of_every_text_is_the_operator_s_whatever_their_number(
    judge: StandIn, capsys: pytest.CaptureFixture[str], fault: str, count: int
) -> None:
    judge.configure(faults=[{"fault": fault}])
    with pytest.raises(JudgeRefusedError, match="even a harmless question"):
        outcomes(capsys, *[f"They won {number}." for number in range(count)])


@pytest.mark.parametrize("fault", ["guardrail_intervened", "filtered"])
def test_a_block_of_most_responses_of_a_batch_is_the_operator_s(
    judge: StandIn, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    """A floor for most of them would look like a batch of bad responses."""
    judge.configure(faults=[{"fault": fault, "holds": BAD}])
    bad = [f"They {BAD} won {number}." for number in range(9)]
    with pytest.raises(JudgeRefusedError, match="9 of 16 texts"):
        outcomes(capsys, *bad, *[f"They won {number}." for number in range(7)])
    assert outcomes(capsys, *bad, *[f"They won {number}." for number in range(10)])[:9] == [("no_answer", 0.0)] * 9


def test_a_code_that_nobody_documents_stands_in_no_message(judge: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    judge.configure(faults=[{"fault": "odd_refusal"}])
    with pytest.raises(JudgeRefusedError) as caught:
        outcomes(capsys, "They won.")
    assert "five out of five" not in str(caught.value) + capsys.readouterr().out
    assert "unlisted_code" in str(caught.value)


GUARDED = {"guardrail": "abc", "guardrail_version": "3"}


def guard(judge: StandIn, holds: str) -> None:
    """The guardrail ``abc`` blocks calls that name it and hold a text."""
    fault = {"fault": "guardrail_intervened", "holds": holds, "guardrail": "abc:3"}
    judge.configure(guardrails=["abc:3"], faults=[fault])


def test_a_guardrail_of_the_experiment_costs_a_response_its_score_and_a_row_its_sample(
    judge: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    guard(judge, BAD)
    right = ["They won."] * 8
    assert outcomes(capsys, *right, f"They {BAD} won.", **GUARDED)[7:] == [("scored", 0.9), ("no_answer", 0.0)]
    assert outcomes(capsys, *right, reference=f"The {BAD}.", **GUARDED) == [("unscorable", 0.0)] * 8
    # Without the setting, no call names the guardrail.
    assert outcomes(capsys, *right, f"They {BAD} won.")[8][0] == "scored"


def test_a_guardrail_that_blocks_everything_is_the_operator_s_and_the_message_names_the_setting(
    judge: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    guard(judge, "")
    with pytest.raises(JudgeRefusedError, match=r"guardrail_intervened.*`judge.guardrail`"):
        outcomes(capsys, *[f"They won {number}." for number in range(64)], **GUARDED)
