"""A second judge: which model it may be, its settings, and that it counts in each sum that a judge counts in."""

import json
from typing import Any

import pytest
from pydantic import ValidationError
from reward_runtime.judge.settings import JudgeSettings, SecondSettings

from compiler.capacity.account import account_findings, read_quotas
from compiler.capacity.second import second_findings
from compiler.environment import environment_of
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.both import as_second, of_both_judges, second_target
from compiler.judge.permission import judge_statements

FIRST, SECOND = "us.amazon.nova-2-lite-v1:0", "us.amazon.nova-pro-v1:0"
APPLICATION = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123"


def experiment(second: dict[str, Any] | None, **judge: Any) -> Experiment:
    fields = {"requests_per_minute": 1200, **({} if "endpoint" in judge else {"model": FIRST}), **judge}
    fields |= {} if second is None else {"second": second}
    given = {"name": "one", "reward": "r", "description": "d", "judge": fields}
    return Experiment.model_validate({**given, "job": {"batch_size": 64, "concurrency": 12}})


@pytest.mark.parametrize(
    ("second", "judge", "problem"),
    [
        ({"model": FIRST}, {}, f"second.model: got '{FIRST}', the judge's own model, expected a stronger one"),
        ({"model": "global.amazon.nova-2-lite-v1:0"}, {}, "second.model: got 'global.amazon.nova-2-lite-v1:0', the"),
        ({"model": APPLICATION, "made_from": FIRST}, {}, f"second.model: got '{APPLICATION}', the judge's own model"),
        ({"model": APPLICATION}, {}, "second.made_from: missing, expected the model or profile that"),
        ({"model": "nova"}, {}, "second.model: got 'nova' (str), expected a model id"),
        ({"model": "eu.amazon.nova-pro-v1:0"}, {}, "second.model: got 'eu.amazon.nova-pro-v1:0' in us-east-1, whose"),
        ({"model": "amazon.nova-premier-v1:0"}, {}, "second.model: got 'amazon.nova-premier-v1:0', which AWS lists no"),
        ({"model": SECOND, "destination_regions": ["eu-west-1"]}, {"endpoint": "e"}, ""),
    ],
)
def test_a_model_that_it_cannot_be_is_refused_by_its_own_field(
    second: dict[str, Any], judge: dict[str, Any], problem: str
) -> None:
    if not problem:
        assert second_target(experiment(second, **judge)) is not None
        return
    with pytest.raises(CompileError) as error:
        second_target(experiment(second, **judge))
    assert str(error.value).startswith(f"experiments/one.yaml: judge.{problem}")


@pytest.mark.parametrize(
    "wrong",
    [{"share": share} for share in (0, -0.1, 1.01, "x", True, float("nan"))]
    + [{"requests_per_minute": 0}, {"endpoint": "e"}, {"input_usd_per_million_tokens": 1}, {"model": None}],
)
def test_a_value_out_of_range_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        experiment({"model": SECOND, **wrong})


def test_its_model_and_share_are_all_that_it_needs_and_it_is_set_up_as_the_judge_is() -> None:
    guardrail = {"id": "gr1", "version": 2}
    made = experiment({"model": SECOND, "share": 0.5}, region="us-west-2", guardrail=guardrail, max_tokens=99)
    settings = SecondSettings.from_json(environment_of(made, "one", "0" * 8, 1)["REWARD_SECOND_JUDGE"])

    assert settings == SecondSettings(
        JudgeSettings(
            model=SECOND,
            region="us-west-2",
            requests_per_minute=10.0,
            concurrency=8,
            max_tokens=99,
            hedge=False,
            canary_share=0.0,
            guardrail="gr1",
            guardrail_version="2",
        ),
        0.5,
    )


def test_the_first_judge_has_the_same_settings_with_it_and_without() -> None:
    alone, both = (environment_of(experiment(second), "one", "0" * 8, 1) for second in (None, {"model": SECOND}))

    assert json.loads(both["REWARD_JUDGE"]) == json.loads(alone["REWARD_JUDGE"])
    assert set(both) - set(alone) == {"REWARD_SECOND_JUDGE"}


def test_an_endpoint_has_its_second_judge_in_bedrock_without_a_guardrail() -> None:
    target = second_target(experiment({"model": SECOND}, endpoint="judge"))

    assert target is not None
    assert (target.form, target.text, target.guardrail) == ("geographic", SECOND, None)
    assert {each.action for each in judge_statements(target, "111122223333")} == {"bedrock:InvokeModel"}


def test_its_calls_count_in_the_quota_of_its_own_model() -> None:
    sharing = [experiment({"model": SECOND, "requests_per_minute": 300})]
    quotas = read_quotas({"us-east-1": {FIRST: {"requests_per_minute": 1200}, SECOND: {"requests_per_minute": 200}}})
    ((names, finding),) = account_findings(sharing, quotas)

    assert names == ["one"]
    assert (
        "got one 300 = 300 requests a minute of us.amazon.nova-pro-v1:0 in us-east-1, expected at most" in finding.text
    )
    assert list(of_both_judges([experiment(None)])) == [experiment(None)]
    assert as_second(Experiment(name="one", reward="r", description="d")) is None


def test_a_pace_that_leaves_no_time_for_what_a_batch_draws_is_told_with_one_that_does() -> None:
    def told(**second: Any) -> list[str]:
        return [each.text for each in second_findings(experiment({"model": SECOND, **second}), 1)]

    assert told(share=0.02) == told(share=1.0, requests_per_minute=4536) == []
    (text,) = told(share=0.05)
    assert "got 120 over 12 environments, 10 each, so that the 4 calls of a batch take 18.0 s" in text
    assert "have 216, or lower judge.second.share" in text
    assert told(share=0.05, requests_per_minute=216) == []
    assert list(second_findings(experiment(None), 1)) == []
