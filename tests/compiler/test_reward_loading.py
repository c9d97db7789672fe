"""Rewards load afresh from any folder, and a broken one is told by file, line and kind of error."""

import sys

import pytest

from compiler.errors import CompileError
from compiler.rewards import load_reward
from tests.compiler.made_kit import Kit, make_kit


def failure(kit: Kit, name: str = "first") -> str:
    with pytest.raises(CompileError) as error:
        load_reward(kit.lambda_src, name, "experiments/x.yaml")
    return str(error.value)


def correct_weight(kit: Kit) -> float:
    return load_reward(kit.lambda_src, "first", "experiments/x.yaml").dimensions[0].weight


def test_two_folders_in_one_process_keep_their_own_rewards(kit: Kit) -> None:
    other = make_kit(kit.root / "other")
    other.reward("first", correct=5.0)
    assert [correct_weight(kit), correct_weight(other), correct_weight(kit)] == [0.8, 5.0, 0.8]


def test_an_edit_is_seen_at_the_next_load(kit: Kit) -> None:
    assert correct_weight(kit) == 0.8
    kit.reward("first", correct=0.9)
    assert correct_weight(kit) == 0.9


def test_loading_leaves_no_trace_in_the_process_or_the_folder(kit: Kit) -> None:
    modules, path = dict(sys.modules), sys.path[:]
    load_reward(kit.lambda_src, "first", "experiments/x.yaml")
    assert {name for name in sys.modules if name.partition(".")[0] == "rewards"} == {
        name for name in modules if name.partition(".")[0] == "rewards"
    }
    assert all(sys.modules[name] is module for name, module in modules.items())
    assert sys.path == path
    assert not list(kit.root.rglob("__pycache__"))


def test_an_unknown_reward_names_the_nearest_and_all(kit: Kit) -> None:
    assert failure(kit, "frist") == (
        "experiments/x.yaml: reward: got 'frist', expected the name of a file in lambda_src/rewards/; "
        "did you mean 'first'? known: first, second"
    )


def test_the_package_file_is_no_reward(kit: Kit) -> None:
    assert "known: first, second" in failure(kit, "__init__")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "x = 1\n1 / 0\n",
            "lambda_src/rewards/first.py:2: import failed: ZeroDivisionError: division by zero",
        ),
        ("x = 1\n\nif:\n", "lambda_src/rewards/first.py:3: import failed: SyntaxError: "),
        ("import nowhere_at_all\n", "lambda_src/rewards/first.py:1: import failed: ModuleNotFoundError: "),
        ("raise SystemExit(3)\n", "lambda_src/rewards/first.py:1: import failed: SystemExit: 3"),
        ("", "lambda_src/rewards/first.py: got no REWARD, expected one"),
        ("REWARD = 3\n", "lambda_src/rewards/first.py: REWARD: got 3 (int), expected a Reward"),
    ],
)
def test_a_broken_reward_is_told_by_file_and_line(kit: Kit, source: str, message: str) -> None:
    kit.source("first", source)
    assert failure(kit).startswith(message)


def test_an_error_in_another_module_is_told_where_it_stands(kit: Kit) -> None:
    (kit.lambda_src / "reward_runtime" / "odd.py").write_text("\n\n{}['x']\n")
    kit.source("first", "import reward_runtime.odd\n")
    assert failure(kit).startswith("lambda_src/reward_runtime/odd.py:3: import failed: KeyError: 'x'")


def test_an_interrupt_is_let_through(kit: Kit) -> None:
    kit.source("first", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        load_reward(kit.lambda_src, "first", "experiments/x.yaml")
