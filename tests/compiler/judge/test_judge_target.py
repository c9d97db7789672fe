"""The meaning of the judge's id, and the advice for one that cannot be called."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime.judge.omitted import OMITTED_FIELDS

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge
from compiler.judge.enforced_guardrails import unnamed_guardrails
from compiler.judge.known_models import known_models
from compiler.judge.model_id import read_model_id
from compiler.judge.omitted_fields import omitted_fields
from compiler.judge.partition import partition_of
from compiler.judge.permission import judge_statements
from compiler.judge.target import Target, judge_target

ACCOUNT = "111122223333"
NOVA = "amazon.nova-2-lite-v1:0"
APPLICATION = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:application-inference-profile/abc123"


def target(model: str, region: str = "us-east-1", **judge: Any) -> Target:
    experiment = Experiment.model_validate(
        {
            "name": "one",
            "reward": "r",
            "description": "d",
            "region": region,
            "judge": {"model": model, "requests_per_minute": 60, **judge},
        }
    )
    found = judge_target(experiment)
    assert found is not None
    return found


def failure(model: str, region: str = "us-east-1", **judge: Any) -> str:
    with pytest.raises(CompileError) as error:
        target(model, region, **judge)
    return str(error.value)


def test_no_judge_has_no_target() -> None:
    assert judge_target(Experiment(name="one", reward="r", description="d")) is None


@pytest.mark.parametrize(
    ("model", "judge", "expected"),
    [
        (
            "amazon.nova-lite-v1:0",
            {},
            Target("model", "amazon.nova-lite-v1:0", "us-east-1", "amazon.nova-lite-v1:0", ("us-east-1",)),
        ),
        ("xai.grok-4.6", {}, Target("model", "xai.grok-4.6", "us-east-1", "xai.grok-4.6", ("us-east-1",))),
        (
            f"us.{NOVA}",
            {},
            Target("geographic", f"us.{NOVA}", "us-east-1", NOVA, ("us-east-1", "us-east-2", "us-west-2")),
        ),
        (
            f"us.{NOVA}",
            {"region": "ca-central-1"},
            Target(
                "geographic",
                f"us.{NOVA}",
                "ca-central-1",
                NOVA,
                ("ca-central-1", "us-east-1", "us-east-2", "us-west-2"),
            ),
        ),
        (
            "sa.maker.model-v1:0",
            {"destination_regions": ["us-west-2"]},
            Target("geographic", "sa.maker.model-v1:0", "us-east-1", "maker.model-v1:0", ("us-east-1", "us-west-2")),
        ),
        (f"global.{NOVA}", {}, Target("global", f"global.{NOVA}", "us-east-1", NOVA, ("us-east-1",), True)),
        (
            APPLICATION,
            {"made_from": f"us.{NOVA}"},
            Target("application", APPLICATION, "us-east-1", NOVA, ("us-east-1", "us-east-2", "us-west-2")),
        ),
        (
            APPLICATION,
            {"made_from": f"global.{NOVA}"},
            Target("application", APPLICATION, "us-east-1", NOVA, ("us-east-1",), True),
        ),
        (
            APPLICATION,
            {"made_from": "amazon.nova-lite-v1:0"},
            Target("application", APPLICATION, "us-east-1", "amazon.nova-lite-v1:0", ("us-east-1",)),
        ),
    ],
)
def test_an_id_is_read_by_its_form(model: str, judge: Mapping[str, Any], expected: Target) -> None:
    assert target(model, **judge) == expected


@pytest.mark.parametrize("kind", ["provisioned-model", "custom-model-deployment", "imported-model"])
@pytest.mark.parametrize("region", ["us-east-1", "us-gov-west-1", "cn-north-1"])
def test_an_arn_that_stands_for_itself_is_allowed_as_it_is(kind: str, region: str) -> None:
    arn = f"arn:{partition_of(region)}:bedrock:{region}:{ACCOUNT}:{kind}/abc123"
    (statement,) = judge_statements(target(arn, region), ACCOUNT)
    assert (statement.action, statement.resources, statement.equals) == ("bedrock:InvokeModel", (arn,), {})


@pytest.mark.parametrize(
    ("model", "judge", "problem"),
    [
        (NOVA, {}, f"called through an inference profile only, expected global.{NOVA} or us.{NOVA}; write one"),
        (NOVA, {"region": "eu-west-1"}, f"expected eu.{NOVA} or global.{NOVA}; write one of them"),
        ("deepseek.r1-v1:0", {}, "expected us.deepseek.r1-v1:0; write one of them"),
        ("amazon.nova-premier-v1:0", {}, "which AWS lists no more since 2026-09-14 (compiler/judge/models.json), expe"),
        ("us.amazon.nova-premier-v1:0", {}, "which AWS lists no more since 2026-09-14 (compiler/judge/models.json), e"),
        ("us.maker.model-v1", {}, "whose destination regions are not in compiler/judge/models.json; set judge.regi"),
        (
            f"eu.{NOVA}",
            {},
            "are not in compiler/judge/models.json; known: from eu-central-1, eu-north-1, eu-south-1,",
        ),
        (
            f"us.{NOVA}",
            {"destination_regions": ["cn-north-1"]},
            "got cn-north-1, expected regions of the partition aws",
        ),
        (
            "amazon.nova-lite-v1:0",
            {"destination_regions": ["us-west-2"]},
            "got destination_regions, expected them only",
        ),
        (
            f"global.{NOVA}",
            {"destination_regions": ["us-west-2"]},
            "got destination_regions, expected them only with a",
        ),
        (
            "amazon.nova-lite-v1:0",
            {"made_from": NOVA},
            "got made_from, expected it only with the ARN of an application",
        ),
        (APPLICATION, {}, f"judge.made_from: missing, expected the model or profile that {APPLICATION} was made from"),
        (APPLICATION, {"made_from": NOVA}, "judge.made_from: got 'amazon.nova-2-lite-v1:0', which is called through a"),
        (
            APPLICATION,
            {"made_from": f"us.{NOVA}", "region": "us-west-2"},
            "got an ARN of us-east-1 in the partition aw",
        ),
        ("nova", {}, "judge.model: got 'nova' (str), expected a model id (amazon.nova-lite-v1:0), a profile id"),
        ("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", {}, "write the model id alone, the par"),
        (f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{NOVA}", {}, "write the profile id alone, the par"),
        (f"arn:aws:bedrock:us-east-1:{ACCOUNT}:custom-model/abc", {}, "write the ARN of its custom-model-deployment"),
        (f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:endpoint/judge", {}, "write 'endpoint: NAME' in place of model"),
        ("arn:aws:bedrock:us-east-1::provisioned-model/abc", {}, "copy the ARN from the Bedrock console"),
        (f"arn:aws:s3:us-east-1:{ACCOUNT}:provisioned-model/abc", {}, "copy the ARN from the Bedrock console"),
    ],
)
def test_an_id_that_cannot_be_called_is_refused_with_what_to_write(
    model: str, judge: Mapping[str, Any], problem: str
) -> None:
    message = failure(model, **judge)
    assert message.startswith("experiments/one.yaml: judge.")
    assert problem in message


def endpoint(**judge: Any) -> Target:
    fields = {"requests_per_minute": 60, **judge}
    made = Experiment.model_validate({"name": "one", "reward": "r", "description": "d", "judge": fields})
    found = judge_target(made)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("judge", "names"),
    [
        ({"endpoint": "judge"}, ["endpoint/judge"]),
        ({"endpoint": "Judge-EP"}, ["endpoint/judge-ep", "endpoint/Judge-EP"]),
        (
            {"endpoint": "judge", "inference_component": "Ic-1"},
            ["endpoint/judge", "inference-component/ic-1", "inference-component/Ic-1"],
        ),
    ],
)
def test_an_endpoint_is_allowed_in_both_spellings_of_its_arn(judge: dict[str, Any], names: list[str]) -> None:
    """SageMaker keeps the capitals of a name, but authorises a call by an ARN in lower case."""
    (statement,) = judge_statements(endpoint(**judge), ACCOUNT)
    assert statement.action == "sagemaker:InvokeEndpoint"
    assert statement.resources == tuple(f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:{name}" for name in names)


US = ("us-east-1", "us-east-2", "us-west-2")


@pytest.mark.parametrize(
    ("guardrail", "region", "resources"),
    [
        ({"id": "gr1", "version": 1}, "us-east-1", [f"us-east-1:{ACCOUNT}:guardrail/gr1"]),
        ({"id": "gr1", "version": 2}, "eu-west-1", [f"eu-west-1:{ACCOUNT}:guardrail/gr1"]),
        (
            {
                "id": "arn:aws:bedrock:us-east-1:222233334444:guardrail/gr1",
                "version": 1,
                "profile": "us.guardrail.v1:0",
            },
            "us-east-1",
            [
                "us-east-1:222233334444:guardrail/gr1",
                *(f"{region}:222233334444:guardrail-profile/us.guardrail.v1:0" for region in US),
            ],
        ),
        (
            {"id": "gr1", "version": 1, "profile": "eu.guardrail.v1:0", "destination_regions": ["eu-north-1"]},
            "eu-west-1",
            [
                f"eu-west-1:{ACCOUNT}:guardrail/gr1",
                f"eu-north-1:{ACCOUNT}:guardrail-profile/eu.guardrail.v1:0",
                f"eu-west-1:{ACCOUNT}:guardrail-profile/eu.guardrail.v1:0",
            ],
        ),
    ],
)
def test_a_guardrail_and_its_profile_are_allowed_and_nothing_beside_them(
    guardrail: dict[str, Any], region: str, resources: list[str]
) -> None:
    *_, statement = judge_statements(target("amazon.nova-lite-v1:0", region, guardrail=guardrail), ACCOUNT)
    assert (statement.action, statement.equals) == ("bedrock:ApplyGuardrail", {})
    assert statement.resources == tuple(f"arn:aws:bedrock:{resource}" for resource in resources)


@pytest.mark.parametrize(
    ("guardrail", "region", "problem"),
    [
        (
            {"id": "arn:aws:bedrock:us-east-1:222233334444:guardrail/gr1", "version": 1},
            "us-west-2",
            "judge.guardrail.id: got a guardrail of us-east-1, expected one of us-west-2, which the judge is called in",
        ),
        (
            {"id": "gr1", "version": 1, "profile": "eu.guardrail.v1:0"},
            "eu-west-1",
            "judge.guardrail.profile: got 'eu.guardrail.v1:0' in eu-west-1, whose destination regions are not in compil"
            "er/judge/models.json; set judge.guardrail.destination_regions to the ones",
        ),
        (
            {"id": "gr1", "version": 1, "destination_regions": ["eu-west-1"]},
            "eu-west-1",
            "judge.guardrail.destination_regions: got eu-west-1, expected them only with a profile; add",
        ),
    ],
)
def test_a_guardrail_that_cannot_be_applied_from_there_is_refused(
    guardrail: dict[str, Any], region: str, problem: str
) -> None:
    assert f"experiments/one.yaml: {problem}" in failure("amazon.nova-lite-v1:0", region, guardrail=guardrail)


def test_enforced_guardrails_are_allowed_beside_the_one_that_calls_name() -> None:
    theirs = "arn:aws:bedrock:us-east-1:222233334444:guardrail"
    enforced = ["gr1", "gr2", f"{theirs}/gr3", f"{theirs}-profile/us.guardrail.v1:0".replace("us-east-1", "us-west-2")]
    named = {"id": "gr1", "version": 1}
    *_, statement = judge_statements(
        target("amazon.nova-lite-v1:0", guardrail=named, enforced_guardrails=enforced), ACCOUNT
    )
    own = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:guardrail"
    assert statement.resources == (f"{own}/gr1", f"{own}/gr2", *enforced[2:])
    assert "got 'arn:aws:bedrock:us-east-1:222233334444:guardrail/gr3', expected guardrails of us-west-2" in failure(
        "amazon.nova-lite-v1:0", "us-west-2", enforced_guardrails=enforced
    )


def test_an_enforced_guardrail_that_the_role_may_not_apply_is_found() -> None:
    """The entries have the shape of Bedrock's ``list_enforced_guardrails_configuration``."""
    ours, theirs = (f"arn:aws:bedrock:us-east-1:{account}:guardrail/gr1" for account in (ACCOUNT, "222233334444"))
    other = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:guardrail/gr2"
    enforced = [{"guardrailArn": arn, "guardrailVersion": "1", "owner": "ACCOUNT"} for arn in (ours, other)]
    named = target("amazon.nova-lite-v1:0", guardrail={"id": "gr1", "version": 1}).guardrail
    assert unnamed_guardrails([], None, []) == []
    assert unnamed_guardrails(enforced, None, []) == [ours, other]
    assert unnamed_guardrails(enforced, named, []) == [other]
    assert unnamed_guardrails(enforced, named, ["gr2"]) == []
    assert unnamed_guardrails([{"guardrailArn": theirs}, {"guardrailArn": ours}], None, [theirs]) == [ours]
    assert unnamed_guardrails([{"guardrailId": "gr1"}, {"guardrailId": "gr2"}], named, []) == ["gr2"]


@pytest.mark.parametrize(
    ("judge", "fields"),
    [
        ({"model": "us.anthropic.claude-opus-4-7"}, ("temperature",)),
        ({"model": "global.anthropic.claude-opus-5-5"}, ("temperature", "tool_choice")),
        ({"model": "us.meta.llama3-3-70b-instruct-v1:0"}, ("tool_choice",)),
        ({"model": "deepseek.v3-v1:0"}, ("tool_name",)),
        ({"model": APPLICATION, "made_from": "us.anthropic.claude-sonnet-5"}, ("temperature",)),
        ({"model": APPLICATION, "made_from": f"us.{NOVA}"}, ()),
        ({"model": f"arn:aws:bedrock:us-east-1:{ACCOUNT}:imported-model/abc"}, ()),
        ({"model": f"us.{NOVA}"}, ()),
        ({"model": "not an id"}, ()),
        ({"endpoint": "anthropic.claude-opus-4-7".replace(".", "-")}, ()),
        ({"model": "us.anthropic.claude-opus-4-7", "omit": []}, ()),
        ({"model": f"us.{NOVA}", "omit": ["system", "temperature"]}, ("temperature", "system")),
        ({"endpoint": "e", "omit": ["max_tokens", "strict"]}, ("max_tokens", "strict")),
    ],
)
def test_a_field_is_left_out_if_the_model_is_known_to_refuse_it_or_if_the_experiment_says_so(
    judge: dict[str, Any], fields: tuple[str, ...]
) -> None:
    assert omitted_fields(Judge.model_construct(**judge)) == fields


def test_every_model_that_refuses_a_field_is_read_as_one() -> None:
    refused = known_models().refused
    assert set(refused) <= set(OMITTED_FIELDS)
    assert {read_model_id(model, "x").form for each in refused.values() for model in each.models} == {"model"}


def test_a_global_profile_is_for_the_partition_aws() -> None:
    assert "expected a region of the partition aws" in failure(f"global.{NOVA}", "us-gov-west-1")


def test_every_known_profile_may_run_where_it_is_called() -> None:
    for profile, sources in known_models().profiles.items():
        for source, destinations in sources.items():
            assert source in destinations.split()
            assert target(profile, source).regions == tuple(sorted(destinations.split()))


def test_every_model_known_by_name_is_read_as_one() -> None:
    models = [*known_models().profile_only, *known_models().legacy, *known_models().ended]
    assert {read_model_id(model, "x").form for model in models} == {"model"}
    for model, areas in known_models().profile_only.items():
        assert {read_model_id(f"{area}.{model}", "x").model for area in areas.split()} == {model}


PIECES = ["arn:", "aws:", "bedrock:", "us-east-1:", f"{ACCOUNT}:", "imported-model/", "amazon", ".", "nova", "global"]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "*", "?", "${aws:username}", ":"]), min_size=1, max_size=8).map("".join))
def test_no_text_makes_a_statement_with_a_wildcard(text: str) -> None:
    try:
        statements = judge_statements(target(text, destination_regions=[]), ACCOUNT)
    except (CompileError, ValueError):
        return
    assert not re.search(r"[*?$]", repr(statements))
