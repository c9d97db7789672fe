"""The program that is built into the component: a task as JSON -> one run of a candidate's program -> its result.

Nothing here keeps a secret or decides anything. The candidate's program runs in this same interpreter and may read and
rewrite all of it, so this code knows no expected result, and the host believes nothing that it says but a value.
"""

import atexit
import builtins
import contextlib
import json
import sys
import types

import modules
from machine import seal
from streams import TooMuchOutput, connect
from values import plain, value_of


def outcome(task):
    """Run the program for one case: outcome, the exception's type, and the value or the output."""
    written = connect(task.get("stdin", "").encode("utf-8", "surrogatepass"))
    calls = "call" in task
    try:
        code = compile(task["program"], "program.py", "exec", dont_inherit=True)
    except Exception as fault:
        return {"outcome": "uncompiled", "error": type(fault).__name__}
    try:
        return returned(code, task) if calls else printed(code, written)
    except SystemExit:
        return {"outcome": "exited"}
    except TooMuchOutput:
        return {"outcome": "too_much_output"}
    except MemoryError:
        return {"outcome": "out_of_memory"}
    except BaseException as fault:
        return {"outcome": "raised", "error": type(fault).__name__}


def returned(code, task):
    scope = module_of("solution")
    exec(code, scope)
    function = scope.get(task["call"])
    if not callable(function):
        return {"outcome": "no_function"}
    args, kwargs = [value_of(each) for each in task["args"]], {k: value_of(each) for k, each in task["kwargs"].items()}
    return {"outcome": "done", "value": plain(function(*args, **kwargs))}


def printed(code, written):
    # A program may end itself when all is written; its exit code says nothing.
    with contextlib.suppress(SystemExit):
        exec(code, module_of("__main__"))
    # As CPython ends: programs that write fast leave their output to this.
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.__stdout__.flush()
    return {"outcome": "done", "stdout": written.getvalue().decode("utf-8", "replace")}


def module_of(name):
    """Make the module that a program is, and return its names."""
    module = sys.modules[name] = types.ModuleType(name)
    module.__builtins__, module.__file__ = builtins, "program.py"
    return module.__dict__


class WitWorld:
    """The export of the component."""

    def run(self, task):
        seal()
        given = json.loads(task)
        return json.dumps({"nonce": given["nonce"], **outcome(given)})
