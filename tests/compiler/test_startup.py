"""An experiment does not compile if its function could not start in Lambda with the files of its asset alone."""

import pytest

from compiler.compile import compile_experiment
from compiler.errors import CompileError
from compiler.package import startup
from tests.compiler.made_kit import REWARD, Kit

WORKING = REWARD.format(correct=0.8, decisive=True)
EXPECTED = "expected only the standard library, reward_runtime and files named first.* beside it"


def failure(kit: Kit, first_line: str) -> str:
    kit.source("first", f"{first_line}\n{WORKING}")
    with pytest.raises(CompileError) as error:
        compile_experiment("one", root=kit.root)
    return str(error.value)


@pytest.mark.parametrize(
    ("first_line", "problem"),
    [
        ("import rewards.shared", "ModuleNotFoundError: No module named 'rewards.shared'"),
        ("import beside", "ModuleNotFoundError: No module named 'beside'"),
        ("import pydantic", "ModuleNotFoundError: No module named 'pydantic'"),
        ("import compiler.errors", "ModuleNotFoundError: No module named 'compiler'"),
        ("open(__file__.replace('first.py', 'words.txt'))", "FileNotFoundError: "),
        ("import os; os.environ['PATH']", "KeyError: 'PATH'"),
    ],
)
def test_what_the_asset_lacks_is_told_with_its_place(kit: Kit, first_line: str, problem: str) -> None:
    kit.source("shared", "")
    (kit.lambda_src / "beside.py").write_text("")
    (kit.lambda_src / "rewards" / "words.txt").write_text("kind")
    message = failure(kit, first_line)
    assert message.startswith(f"lambda_src/rewards/first.py: the function would not start in Lambda: {problem}")
    assert f" at lambda_src/rewards/first.py:1; {EXPECTED}" in message


def test_the_place_is_the_last_file_of_the_function(kit: Kit) -> None:
    (kit.lambda_src / "reward_runtime" / "odd.py").write_text("\n\nimport pydantic\n")
    assert " at lambda_src/reward_runtime/odd.py:3; " in failure(kit, "import reward_runtime.odd")


def test_the_standard_library_the_runtime_and_its_own_files_are_there(kit: Kit) -> None:
    (kit.lambda_src / "rewards" / "first.words.txt").write_text("kind")
    own = "import decimal, reward_runtime.names; open(__file__.replace('.py', '.words.txt')).close()"
    kit.source("first", f"{own}\n{WORKING}")
    assert "rewards/first.words.txt" in compile_experiment("one", root=kit.root).asset.files


def test_a_start_that_computes_for_longer_than_init_may_is_an_error(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "INIT_SECONDS", 1)
    endless = "import sys\nwhile 'compiler' not in sys.modules: pass"
    assert "got no end of its imports within 1 s of processor time, the limit of" in failure(kit, endless)


def test_a_start_that_waits_is_cut_off(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "WAIT_SECONDS", 0.5)
    waiting = "import sys, time; 'compiler' in sys.modules or time.sleep(60)"
    assert "got no end of its imports within 0.5 s, expected one within 10 s" in failure(kit, waiting)


def test_a_start_that_ends_the_process_is_an_error(kit: Kit) -> None:
    assert "got exit code 3 and no traceback" in failure(
        kit, "import os, sys; 'compiler' in sys.modules or os._exit(3)"
    )


def test_a_start_that_went_well_is_kept_until_the_code_changes(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "_KEPT", kit.root / "started")
    kit.source("first", WORKING)
    compile_experiment("one", root=kit.root)
    starts: list[object] = []
    monkeypatch.setattr(startup, "_start", lambda *given: starts.append(given))
    compile_experiment("one", root=kit.root)
    assert not starts
    kit.source("first", f"# changed\n{WORKING}")
    compile_experiment("one", root=kit.root)
    assert len(starts) == 1
