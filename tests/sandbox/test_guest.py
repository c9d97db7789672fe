"""The freedoms of a right program in the sandbox: modules, standard input and output, types, and replies of any
length."""

from typing import Any

import pytest
from reward_runtime.answers.code.cases import MOST_CASES, MOST_EXPECTED, MOST_WRITTEN, read_cases
from reward_runtime.answers.code.report import Report, report_of

MODULES = (
    "abc argparse array ast base64 bisect calendar cmath collections collections.abc concurrent.futures "
    "configparser contextlib contextvars copy csv dataclasses datetime decimal difflib enum fractions "
    "functools getopt hashlib heapq html.parser inspect io ipaddress itertools json logging math numbers "
    "operator os os.path pathlib pickle pprint queue random re sched secrets shlex shutil statistics string "
    "string.templatelib struct sys textwrap threading time timeit tomllib traceback types typing unittest "
    "urllib.parse uuid warnings weakref zlib"
)
"""Modules that answers import, whether or not they use them."""
CALL = {"call": "f", "args": [3]}


def tried(component: Any, program: str, *hidden: Any) -> Report:
    from sandbox.batch import run_jobs

    cases = read_cases({"hidden": list(hidden)})
    (found,) = run_jobs(component, [{"program": program, "cases": [case.given for case in cases.hidden]}])
    return report_of(cases, found)


def test_the_usual_modules_are_there(component: Any) -> None:
    program = f"import {', '.join(MODULES.split())}\nprint(1)"
    assert tried(component, program, {"stdin": "", "stdout": "1"}).reason == "passed"


@pytest.mark.parametrize(
    "program",
    [
        "import logging\nlogging.basicConfig(level=10)\nlogging.info('x')\nprint(1)",
        "import argparse\nprint(1 + len(vars(argparse.ArgumentParser().parse_args())))",
        "from concurrent.futures import ThreadPoolExecutor\nprint(1)",
        "import unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(1, 1)\n"
        "unittest.main(exit=False)\nprint(1)",
        "from pathlib import Path\nprint(1 + Path('a').exists())",
        "from timeit import default_timer\nprint(1 + int(default_timer() - default_timer()))",
        "import uuid, secrets, os\nprint(len({uuid.uuid4(), secrets.token_hex(), os.urandom(9)}) // 3)",
    ],
)
def test_what_needs_no_machine_works(component: Any, program: str) -> None:
    assert tried(component, program, {"stdin": "", "stdout": "1"}).reason == "passed"


@pytest.mark.parametrize(
    "program",
    [
        "import os\nos.write(1, os.read(0, 99))",
        "import os\ndata = b''\nwhile part := os.read(0, 2): data += part\nprint(data.decode())",
        "print(open(0).read())",
        "import sys\nsys.stdout.buffer.write(open(0, 'rb').read())",
        "import os\nprint('4', end='')\nos.write(1, os.fdopen(0).read()[1:].encode())",
        "print(open('/dev/stdin').read())",
    ],
)
def test_standard_input_and_output_are_files_too(component: Any, program: str) -> None:
    assert tried(component, program, {"stdin": "4 5\n6", "stdout": "4 5\n6"}).reason == "passed"


@pytest.mark.parametrize("program", ["import os\nos.read(3, 1)", "import os\nos.write(5, b'x')", "open(1)"])
def test_no_other_file_is_there(component: Any, program: str) -> None:
    assert tried(component, program, {"stdin": "", "stdout": "x"}).reason == "raised"


@pytest.mark.parametrize(
    "value", ["Counter(abb=1, c=2)", "defaultdict(int, abb=1, c=2)", "OrderedDict(c=2, abb=1)", "dict(abb=1, c=2)"]
)
def test_a_dictionary_of_the_standard_library_counts_as_one(component: Any, value: str) -> None:
    program = f"from collections import *\ndef f(x): return [{value}]"
    assert tried(component, program, {**CALL, "returns": [{"abb": 1, "c": 2}]}).reason == "passed"
    assert tried(component, program, {**CALL, "returns": [{"abb": 1, "c": 3}]}).reason == "wrong"


@pytest.mark.parametrize("value", ["type('D', (dict,), {})(a=1)", "UserDict(a=1)", "deque([1])", "ChainMap(dict(a=1))"])
def test_no_other_type_does(component: Any, value: str) -> None:
    program = f"from collections import *\ndef f(x): return {value}"
    expected = [1] if "deque" in value else {"a": 1}
    assert tried(component, program, {**CALL, "returns": expected}).reason == "wrong"


def test_the_longest_output_that_a_case_may_expect_is_paid(component: Any) -> None:
    text = "x" * MOST_WRITTEN
    program = f"print('x' * {MOST_WRITTEN})"
    assert (
        tried(component, program, *[{"stdin": "", "stdout": text}] * (MOST_EXPECTED // (MOST_WRITTEN + 2))).share == 1
    )


def test_all_that_a_row_may_expect_is_paid_in_as_many_cases(component: Any) -> None:
    lists = MOST_EXPECTED // MOST_CASES // 15 - 2
    program = "def f(x): return tuple(() for _ in range(x))"
    case = {"call": "f", "args": [lists], "returns": [[]] * lists}
    assert tried(component, program, *[case] * MOST_CASES).share == 1
