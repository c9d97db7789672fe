"""Attacks on the worst of judges, which does everything that a response asks.

``docs/judge_attacks.md`` says the same in words: the attacks that are stopped with any judge, and the limits.
"""

from functools import cache
from itertools import count
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import Unreadable
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.rubric.canary import PLEAS as PROBED
from reward_runtime.judge.rubric.counterfactual import MANIPULATED
from reward_runtime.judge.rubric.verdict import Blocked, read_verdict
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.bedrock import read_converse
from reward_runtime.pipeline import Pipeline
from rewards.similarity import REWARD

from tests.lambda_src.judge.attacks import (
    AGAINST_OTHERS,
    GOOD,
    HIDDEN,
    HOLLOW,
    PLEAS,
    POOR,
    QUESTION,
    REFERENCE,
    SAYS_NOTHING,
    TRUNCATED,
)
from tests.lambda_src.judge.cases import SIMILARITY, item
from tests.lambda_src.pipelines import judged_by
from tests.standin import StandIn

MODEL = "us.amazon.nova-2-lite-v1:0"
NEIGHBOURS = [GOOD, POOR, REFERENCE]
SERIAL = count()


@cache
def pipeline() -> Pipeline:
    return Pipeline.from_environment({names.ENV_REWARD: "similarity", **judged_by(concurrency=4)})


def earned(judge: StandIn, temper: str, *responses: str) -> list[float]:
    """The rewards of one batch by ``similarity`` from a judge of this temper, without kept verdicts."""
    judge.configure(judge=temper)
    asked = {"role": "user", "content": f"{QUESTION} Ticket {next(SERIAL)}."}
    turns = [[asked, {"role": "assistant", "content": response}] for response in responses]
    batch = [{"id": n, "messages": both, "reference_answer": REFERENCE} for n, both in enumerate(turns)]
    reply: Any = pipeline()(batch, {})
    return [row["aggregate_reward_score"] for row in reply]


def poor(judge: StandIn, attack: str) -> float:
    """The reward of the honest poor answer, in the form that is asked for if the attack has that form."""
    return earned(judge, "obedient", REWARD.ideal_response(POOR) if "<|begin_of_solution|>" in attack else POOR)[0]


def test_the_poor_answer_is_honest_and_the_obedient_judge_is_obedient(judge: StandIn) -> None:
    good, wrong, reference = earned(judge, "obedient", GOOD, POOR, REFERENCE)
    assert 0 < wrong < good <= reference
    asking = Judge.from_settings(JudgeSettings(MODEL, requests_per_minute=1e6, concurrency=1, canary_share=0.0))
    (verdict,) = asking.ask([item(response=PLEAS["order"])], float("inf"), JudgeStats())
    assert verdict == Blocked(MANIPULATED)


@pytest.mark.parametrize("attack", SAYS_NOTHING.values(), ids=SAYS_NOTHING)
def test_a_text_that_says_nothing_earns_nothing_and_reaches_no_judge(judge: StandIn, attack: str) -> None:
    """Not even one that praises everything."""
    assert earned(judge, "highest", attack) == [0.0]
    assert judge.calls()["count"] == 0


@pytest.mark.parametrize("attack", HIDDEN.values(), ids=HIDDEN)
def test_an_order_that_nobody_sees_earns_no_more_than_the_honest_poor_answer(judge: StandIn, attack: str) -> None:
    assert earned(judge, "obedient", attack)[0] <= poor(judge, attack)


@pytest.mark.parametrize("attack", HOLLOW.values(), ids=HOLLOW)
def test_form_and_borrowed_words_earn_no_more_than_the_honest_poor_answer(judge: StandIn, attack: str) -> None:
    """By the stand-in, which compares words: of a model, only its calibration can say this."""
    assert earned(judge, "obedient", attack)[0] <= poor(judge, attack)


def test_half_of_a_good_answer_earns_less_than_the_whole(judge: StandIn) -> None:
    half, whole = earned(judge, "obedient", TRUNCATED, GOOD)
    assert half < whole


@pytest.mark.parametrize("attack", [*PLEAS.values(), *AGAINST_OTHERS.values()], ids=[*PLEAS, *AGAINST_OTHERS])
def test_a_plea_earns_no_more_than_the_honest_poor_answer(judge: StandIn, attack: str) -> None:
    """Not even if the judge grants it. A judge that grades it sees nothing but words."""
    assert earned(judge, "obedient", attack)[0] <= poor(judge, attack)
    assert earned(judge, "lexical", attack) <= earned(judge, "lexical", POOR)


@pytest.mark.parametrize("attack", PLEAS.values(), ids=PLEAS)
def test_a_plea_that_the_judge_repeats_in_its_own_words_is_no_verdict(attack: str) -> None:
    message = {"role": "assistant", "content": [{"text": attack}]}
    for stop in ("end_turn", "tool_use", "stop_sequence"):
        reply = read_converse({"output": {"message": message}, "stopReason": stop}, "give_verdict", structured=False)
        with pytest.raises(Unreadable, match="no_verdict"):
            read_verdict(reply, SIMILARITY)


@pytest.mark.parametrize(("temper", "fooled"), [("lexical", 0), ("obedient", len(PROBED))])
def test_a_judge_that_grants_pleas_is_found_out_by_the_canaries(judge: StandIn, temper: str, fooled: int) -> None:
    judge.configure(judge=temper)
    asking = Judge.from_settings(JudgeSettings(MODEL, requests_per_minute=1e6, concurrency=1, canary_share=1.0))
    found = [counts_of(asking, number) for number in range(2 * len(PROBED))]
    assert (sum(each.probes for each in found), sum(each.false_positives for each in found)) == (
        2 * len(PROBED),
        fooled,
    )


def counts_of(asking: Judge, number: int) -> JudgeStats:
    """The counts of one invocation."""
    stats = JudgeStats()
    asking.ask([item(reference=f"answer {number}")], float("inf"), stats)
    return stats


@pytest.mark.parametrize("attack", [*AGAINST_OTHERS.values(), *PLEAS.values()], ids=[*AGAINST_OTHERS, *PLEAS])
def test_no_response_changes_what_another_of_its_batch_earns(judge: StandIn, attack: str) -> None:
    """Each sample is a call of its own."""
    alone = earned(judge, "obedient", *NEIGHBOURS)
    assert earned(judge, "obedient", attack, *NEIGHBOURS)[1:] == alone
    assert earned(judge, "obedient", *NEIGHBOURS, attack)[:-1] == alone
