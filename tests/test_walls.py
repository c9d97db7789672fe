"""The walls between the parts, as ``docs/decisions`` draws them: what imports what."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"compiler", "stacks", "rft", "localaws", "app", "handler", "reward_runtime", "rewards"}
CDK = {"aws_cdk", "constructs", "cdk_nag", "jsii"}
AWS = {"boto3", "botocore"}
MAY = {
    "lambda_src": {"reward_runtime", "rewards", "handler"},
    "compiler": {"compiler", "reward_runtime", "rewards"},
    "stacks": {"stacks", "compiler", "reward_runtime"},
    "rft": {"rft", "compiler", "reward_runtime"},
    "localaws": {"localaws"},
}
TRANSPORTS = {f"lambda_src/reward_runtime/judge/transport/{name}.py" for name in ("client", "faults")}
"""The files of lambda_src that may know boto3."""
NEVER = {"lambda_src": CDK | AWS, "compiler": CDK | AWS, "stacks": AWS, "rft": CDK, "localaws": CDK | AWS}


def imported(file: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            names.append(node.module or "")
    return names


@pytest.mark.parametrize("part", MAY)
def test_a_part_imports_only_what_its_wall_lets_through(part: str) -> None:
    for file in (ROOT / part).rglob("*.py"):
        for name in imported(file):
            top = name.partition(".")[0]
            allowed = AWS if file.relative_to(ROOT).as_posix() in TRANSPORTS else set[str]()
            assert top not in NEVER[part] - allowed, f"{file} imports {name}"
            assert top not in OURS or top in MAY[part], f"{file} imports {name}"


def test_stacks_know_the_runtime_by_its_names_only() -> None:
    for file in (ROOT / "stacks").rglob("*.py"):
        for name in imported(file):
            assert not name.startswith("reward_runtime") or name == "reward_runtime.names"


def test_no_reward_imports_another() -> None:
    for file in (ROOT / "lambda_src" / "rewards").glob("*.py"):
        assert not [name for name in imported(file) if name.startswith("rewards")]


def test_the_handler_loads_with_nothing_but_the_standard_library() -> None:
    """No site-packages at all, and no file of ours but those of the function."""
    code = "import handler, sys; print(sorted({m.partition('.')[0] for m in sys.modules}))"
    environment = {"PYTHONPATH": str(ROOT / "lambda_src"), "REWARD_NAME": "sentiment", "PATH": os.environ["PATH"]}

    run = subprocess.run(
        [sys.executable, "-S", "-c", code], env=environment, cwd="/", capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    assert not {"boto3", "pydantic", "compiler", "aws_cdk"} & set(ast.literal_eval(run.stdout))


def test_the_kit_asserts_nothing_and_names_no_module_after_nothing() -> None:
    for part in MAY:
        for file in (ROOT / part).rglob("*.py"):
            assert file.stem not in {"utils", "helpers", "common", "manager", "base", "misc"}
            assert not [n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Assert)], file


def test_lock_files_hold_no_address() -> None:
    locks = [ROOT / name for name in ("package-lock.json", "tests/stacks/iam/package-lock.json")]
    for lock in [*locks, *(ROOT / "requirements").glob("*.txt"), *(ROOT / "layers").glob("*/requirements.txt")]:
        assert "://" not in lock.read_text(), lock


def test_the_handler_runs_from_its_source_without_file_and_with_a_dict_as_context() -> None:
    """The SageMaker SDK runs the handler's source so: no ``__file__``, no module, ``{}`` as context."""
    code = (
        "src = open('lambda_src/handler.py').read(); space = {}; exec(src, space);"
        "row = {'id': 'a', 'messages': [{'role': 'assistant', 'content': 'positive'}], 'reference_answer': 'positive'};"
        "assert space['lambda_handler']([row], {})[0]['id'] == 'a'"
    )
    environment = {**os.environ, "PYTHONPATH": "lambda_src", "REWARD_NAME": "sentiment"}

    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
