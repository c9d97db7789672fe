"""The walls between the parts, as ``docs/decisions`` draws them: the allowed imports."""

import ast
import os
import subprocess
import sys
from collections.abc import Container, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"compiler", "stacks", "rft", "localaws", "app", "handler", "reward_runtime", "rewards", "smoke"}
CDK = {"aws_cdk", "constructs", "cdk_nag", "jsii"}
AWS = {"boto3", "botocore"}
MAY = {
    "lambda_src": {"reward_runtime", "rewards", "handler"},
    "compiler": {"compiler", "reward_runtime", "rewards"},
    "stacks": {"stacks", "compiler", "reward_runtime"},
    "rft": {"rft", "compiler", "reward_runtime"},
    "smoke": {"smoke", "rft", "compiler", "reward_runtime"},
    "localaws": {"localaws"},
}
TRANSPORTS = {
    *(f"lambda_src/reward_runtime/judge/transport/{name}.py" for name in ("client", "faults")),
    "lambda_src/reward_runtime/answers/code/client.py",
}
"""The files of lambda_src that may know boto3."""
NEVER = {"lambda_src": CDK | AWS, "compiler": CDK | AWS, "stacks": AWS, "rft": CDK, "smoke": CDK, "localaws": CDK | AWS}


def imported(file: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            names.append(node.module or "")
    return names


def modules(part: str) -> dict[str, Path]:
    """Return module name -> file of one part; a package goes by its own name."""
    base = ROOT / "lambda_src" if part == "lambda_src" else ROOT
    files = {file: file.relative_to(base).with_suffix("").parts for file in (ROOT / part).rglob("*.py")}
    return {".".join(parts[:-1] if parts[-1] == "__init__" else parts): file for file, parts in files.items()}


def arrows(part: str) -> dict[str, set[str]]:
    """Return module -> modules of the same part that it imports anywhere, under ``TYPE_CHECKING`` too."""
    files = modules(part)
    return {
        module: {name for name in targets(file, files) if name in files} - {module} for module, file in files.items()
    }


def targets(file: Path, known: Container[str]) -> Iterator[str]:
    """Yield the modules that ``file`` imports; of ``from package import name`` the module, if ``name`` is one."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (name if (name := f"{module}.{alias.name}") in known else module for alias in node.names)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the sets of modules that reach one another, each sorted."""
    reached = {module: _reached(graph, module) for module in graph}
    rings = {
        frozenset(each for each in graph if each in reached[module] and module in reached[each]) for module in graph
    }
    return sorted(sorted(ring) for ring in rings if ring)


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    ahead = [*graph[start]]
    while ahead:
        module = ahead.pop()
        if module not in seen:
            seen.add(module)
            ahead += graph[module]
    return seen


@pytest.mark.parametrize("part", MAY)
def test_no_modules_import_one_another_in_a_circle(part: str) -> None:
    assert circles(arrows(part)) == [], (
        f"{part}: these modules import one another; move what both need into a module of its own"
    )


def test_a_circle_is_found_however_long_it_is() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set[str](), "e": {"a"}}
    assert circles(graph) == [["a", "b", "c"]]


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
