"""The shares of all experiments are compared in sum with the account's quota, for each model and region."""

from typing import Any

import pytest

from compiler.capacity.account import account_findings, read_quotas
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment

MODEL = "us.amazon.nova-2-lite-v1:0"
APPLICATION = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123"


def experiment(name: str, rate: int, **judge: Any) -> Experiment:
    fields = {"requests_per_minute": rate, **({} if "endpoint" in judge else {"model": MODEL}), **judge}
    return Experiment.model_validate({"name": name, "reward": "r", "description": "d", "judge": fields})


def found(experiments: list[Experiment], **quota: int) -> list[tuple[list[str], str, bool]]:
    quotas = read_quotas({"us-east-1": {MODEL: quota}})
    return [(names, each.text, each.impossible) for names, each in account_findings(experiments, quotas)]


def test_shares_that_fit_or_have_no_figure_are_well() -> None:
    assert found([experiment("a", 1000), experiment("b", 1000)], requests_per_minute=2000) == []
    assert found([experiment("a", 10_000)]) == []
    assert list(account_findings([experiment("a", 10_000)], read_quotas(None))) == []


def test_shares_that_together_exceed_the_account_warn_with_each_share() -> None:
    assert found([experiment("a", 1000), experiment("b", 1500)], requests_per_minute=2000) == [
        (
            ["b", "a"],
            f"judge.requests_per_minute: got b 1500 + a 1000 = 2500 requests a minute of {MODEL} in us-east-1, "
            "expected at most the account's 2000 (cdk.json, judgeQuotas); lower a share, or train one at a time",
            False,
        )
    ]


def test_one_share_above_the_account_is_impossible() -> None:
    ((names, _, impossible),) = found([experiment("a", 10), experiment("b", 2001)], requests_per_minute=2000)
    assert (names[0], impossible) == ("b", True)


def test_tokens_are_added_up_likewise() -> None:
    sharing = [experiment("a", 1, tokens_per_minute=600), experiment("b", 1, tokens_per_minute=600), experiment("c", 1)]
    ((names, text, _),) = found(sharing, tokens_per_minute=1000)
    assert names == ["a", "b", "c"]
    assert "got a 600 + b 600 + c 0 = 1200 tokens a minute" in text


def test_another_region_and_another_model_draw_on_other_quotas() -> None:
    others = [experiment("b", 2000, region="us-west-2"), experiment("c", 2000, model="amazon.nova-lite-v1:0")]
    assert found([experiment("a", 2000), *others, experiment("d", 9, endpoint="e")], requests_per_minute=2000) == []


def test_an_application_profile_draws_on_the_quota_of_what_it_was_made_from() -> None:
    application = experiment("b", 1500, model=APPLICATION, made_from=MODEL)
    ((names, _, _),) = found([experiment("a", 1000), application], requests_per_minute=2000)
    assert names == ["b", "a"]


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ("2000", "context judgeQuotas: : Input should be a valid dictionary"),
        ({"us-east-1": 2000}, "context judgeQuotas: us-east-1: "),
        ({"us-east-1": {MODEL: {"rpm": 1}}}, f"context judgeQuotas: us-east-1.{MODEL}.rpm: Extra inputs are not perm"),
        ({"us-east-1": {MODEL: {"requests_per_minute": "9"}}}, f"context judgeQuotas: us-east-1.{MODEL}.requests_per"),
    ],
)
def test_quotas_of_another_form_are_an_error(context: object, problem: str) -> None:
    with pytest.raises(CompileError) as error:
        read_quotas(context)
    assert str(error.value).startswith(problem)
    assert "expected region -> model -> requests_per_minute or tokens_per_minute" in str(error.value)
