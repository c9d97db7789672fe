"""A judged reward says which model judges, and each environment of its function gets a share of the quota."""

import json

import pytest
from reward_runtime.judge.settings import JudgeSettings

from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from tests.compiler.made_kit import Kit

HEAD = "reward: first\ndescription: d\n"
LAYER = "layers: [judge]\n"
JUDGE = "judge: {model: 'amazon.nova-lite-v1:0', requests_per_minute: 1200}\n"


def compiled(kit: Kit, fields: str) -> CompiledExperiment:
    kit.experiment("one", HEAD + fields)
    return compile_experiment("one", root=kit.root)


def settings(kit: Kit, fields: str) -> JudgeSettings:
    return JudgeSettings.from_json(compiled(kit, LAYER + fields).environment["REWARD_JUDGE"])


def test_the_judged_dimensions_are_known_by_name(judged_kit: Kit) -> None:
    assert compiled(judged_kit, LAYER + JUDGE).judged == ("kind", "brief", "sound")
    assert compile_experiment("two", root=judged_kit.root).judged == ()


def test_the_judge_reaches_the_function_with_one_environments_share(judged_kit: Kit) -> None:
    assert settings(judged_kit, JUDGE) == JudgeSettings(
        model="amazon.nova-lite-v1:0", requests_per_minute=100.0, concurrency=64
    )


def test_every_choice_of_the_file_reaches_the_function(judged_kit: Kit) -> None:
    fields = (
        "job: {concurrency: 4, batch_size: 8}\njudge: {endpoint: e, region: us-west-2, requests_per_minute: 80, "
        "tokens_per_minute: 1000, max_tokens: 100, structured: true, hedge: false, "
        "canary_share: 0.5, inference_component: Part, omit: [strict, temperature]}\n"
    )
    assert settings(judged_kit, fields) == JudgeSettings(
        model="e",
        transport="endpoint",
        region="us-west-2",
        requests_per_minute=20.0,
        tokens_per_minute=250.0,
        concurrency=16,
        max_tokens=100,
        structured=True,
        hedge=False,
        canary_share=0.5,
        component="Part",
        omit=("temperature", "strict"),
    )


def test_a_guardrail_reaches_the_function_and_an_enforced_one_its_role_alone(judged_kit: Kit) -> None:
    fields = JUDGE.replace("}", ", guardrail: {id: gr1, version: 2}, enforced_guardrails: [gr2]}")
    made = compiled(judged_kit, LAYER + fields)
    read = JudgeSettings.from_json(made.environment["REWARD_JUDGE"])
    assert (read.guardrail, read.guardrail_version) == ("gr1", "2")
    assert "gr2" not in str(made.environment)
    assert made.judge_target is not None
    assert made.judge_target.enforced == ("gr2",)


def test_the_variable_says_every_setting(judged_kit: Kit) -> None:
    said = json.loads(compiled(judged_kit, LAYER + JUDGE).environment["REWARD_JUDGE"])
    assert said.keys() == JudgeSettings.__dataclass_fields__.keys()


@pytest.mark.parametrize(
    ("reward", "fields", "problem"),
    [
        (
            "first",
            LAYER,
            "judge: missing, expected it because a model judges kind, brief, sound of the reward 'first'; add 'judge:'",
        ),
        (
            "first",
            JUDGE,
            "layers: judge: missing, expected it because a model judges kind, brief, sound of the reward 'first'; add",
        ),
        (
            "second",
            JUDGE,
            "judge: got one, expected none because no dimension of the reward 'second' is judged; remove",
        ),
        (
            "second",
            LAYER,
            "layers: judge: got one, expected none because no dimension of the reward 'second' is judged;",
        ),
    ],
)
def test_judge_and_layer_go_with_a_judged_dimension(judged_kit: Kit, reward: str, fields: str, problem: str) -> None:
    judged_kit.experiment("one", f"reward: {reward}\ndescription: d\n{fields}")
    with pytest.raises(CompileError) as error:
        compile_experiment("one", root=judged_kit.root)
    assert str(error.value).startswith(f"experiments/one.yaml: {problem}")
