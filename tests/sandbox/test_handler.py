"""The function behind the outer wall: batches, time, limits of a reply, and a component that was tampered with."""

import json
import shutil
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from compiler.sandbox.build import built_sandbox

STDIN = {"stdin": "4\n"}
ECHO = "print(input())"
Handler = Callable[[Any, Any], dict[str, str]]


class Context:
    def __init__(self, seconds: float = 60) -> None:
        self._ends = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> float:
        return (self._ends - time.monotonic()) * 1000


@pytest.fixture(scope="module")
def handler(component: Any) -> Handler:
    return import_module("sandbox.handler").lambda_handler


def job(program: str, *cases: Any) -> dict[str, Any]:
    return {"program": program, "cases": list(cases or (STDIN,))}


def results(handler: Handler, *jobs: dict[str, Any], seconds: float = 60) -> Any:
    reply = handler({"jobs": jobs}, Context(seconds))
    json.dumps(reply, ensure_ascii=False).encode()
    return json.loads(reply["results"])


def test_each_job_gets_its_own_results_in_order(handler: Handler) -> None:
    jobs = [job(f"print({at} + int(input()))", STDIN, {"stdin": "9"}) for at in range(9)]
    found = [[run["stdout"] for run in runs] for runs in results(handler, *jobs)]
    assert found == [[f"{at + 4}\n", f"{at + 9}\n"] for at in range(9)]


def test_no_case_leaves_anything_for_the_next(handler: Handler) -> None:
    counts = "import sys\nsys.modules['seen'] = sys.modules.get('seen', 0) + 1 if 'seen' in sys.modules else 1\n"
    program = f"{counts}print(sys.modules['seen'], 'x' in dir(__builtins__))\n__builtins__.x = 1\n"
    ((first, second), (third,)) = results(handler, job(program, STDIN, STDIN), job(program))
    assert {first["stdout"], second["stdout"], third["stdout"]} == {"1 False\n"}


def test_an_invocation_that_runs_out_of_time_fails_and_gives_no_scores(handler: Handler) -> None:
    """The two programs take seconds; nothing may blame them for the time that they were not given."""
    with pytest.raises(Exception, match="the invocation ended before its programs"):
        results(handler, job("while True: pass"), job("while True: pass"), seconds=1.2)
    assert results(handler, job(ECHO))[0][0]["stdout"] == "4\n"


@pytest.mark.parametrize(
    "program",
    [
        "print('\\x00' * 60000)",
        "import sys\nsys.stdout.buffer.write(bytes(range(128, 256)) * 500)",
        "print('\\ud83d\\ude00' * 15000)",
        "print(chr(34) * 60000)",
    ],
)
def test_eight_programs_of_the_longest_output_fit_into_lambdas_reply(handler: Handler, program: str) -> None:
    reply = handler({"jobs": [job(program, *[STDIN] * 6)]}, Context())
    assert 8 * len(json.dumps(reply)) < 6 * 1024 * 1024


def test_a_value_that_no_utf8_can_hold_comes_back_whole(handler: Handler) -> None:
    call = {"call": "f", "args": [], "kwargs": {}}
    ((run,),) = results(handler, job("def f(): return '\\ud800' + chr(0)", call))
    assert run["value"] == "\ud800\x00"


def test_a_component_of_other_bytes_is_not_loaded(component: Any, tmp_path: Path) -> None:
    from sandbox.engine import COMPONENT, DIGEST, load

    built = built_sandbox() / "sandbox"
    shutil.copy(built / DIGEST, tmp_path)
    (tmp_path / COMPONENT).write_bytes((built / COMPONENT).read_bytes() + b"\x00")
    with pytest.raises(ValueError, match=r"got the SHA-256 .*; build it anew"):
        load(tmp_path)


def test_the_component_wants_nothing_of_its_host(component: Any) -> None:
    assert not list(component.loaded.type.imports(component.engine))


def test_the_package_fits_into_lambda(component: Any) -> None:
    size = sum(file.stat().st_size for file in built_sandbox().rglob("*") if file.is_file())
    assert size < 250 * 1024 * 1024
