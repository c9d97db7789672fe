"""A shadow is another reward in the same function: deployed with it, hashed with it, and refused if it is the same
one."""

import pytest

from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from tests.compiler.made_kit import Kit

SHADOW = "shadow: {reward: second, share: 0.25}\n"


def compiled(kit: Kit, fields: str) -> CompiledExperiment:
    kit.experiment("one", f"reward: first\ndescription: d\n{fields}")
    return compile_experiment("one", root=kit.root)


def test_the_function_holds_both_rewards_and_is_told_of_the_second(kit: Kit) -> None:
    plain, shadowed = compiled(kit, ""), compiled(kit, SHADOW)

    assert set(shadowed.asset.files) - set(plain.asset.files) == {"rewards/second.py"}
    assert shadowed.environment["REWARD_SHADOW"] == "second:0.25"
    assert "REWARD_SHADOW" not in plain.environment


def test_what_code_runs_is_in_the_hash_and_on_how_many_samples_is_not(kit: Kit) -> None:
    seen = [compiled(kit, fields).reward_hash for fields in ("", SHADOW, "shadow: {reward: second, share: 1.0}\n")]
    kit.reward("second", correct=0.9)
    edited = compiled(kit, SHADOW).reward_hash

    assert seen[0] != seen[1] == seen[2]
    assert edited not in seen


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("shadow: {reward: first}\n", "shadow.reward: got 'first', the experiment's own reward, expected another"),
        ("shadow: {reward: secnd}\n", "shadow: reward: got 'secnd', expected the name of a file in lambda_src/rewards"),
    ],
)
def test_a_shadow_that_audits_nothing_is_refused(kit: Kit, fields: str, problem: str) -> None:
    with pytest.raises(CompileError) as error:
        compiled(kit, fields)
    assert str(error.value).startswith(f"experiments/one.yaml: {problem}")


def test_a_judged_shadow_is_refused(kit: Kit) -> None:
    kit.judged()
    kit.experiment("one", "reward: second\ndescription: d\nshadow: {reward: first}\n")
    with pytest.raises(CompileError, match=r"shadow.reward: got 'first', of which a model judges kind, brief, sound"):
        compile_experiment("one", root=kit.root)


def test_a_shadow_that_would_not_start_in_lambda_is_found_before_it_is_deployed(kit: Kit) -> None:
    kit.source("second", (kit.lambda_src / "rewards" / "second.py").read_text() + "import yaml\n")
    with pytest.raises(CompileError, match=r"would not start in Lambda: .*yaml.* at lambda_src/rewards/second.py"):
        compiled(kit, SHADOW)
