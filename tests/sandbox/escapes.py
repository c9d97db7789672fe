"""Programs that try to cheat or to break out: name -> source.

Each answers the same problem wrongly: ``f(x)`` must return ``x * 7 + 3``, and no case shows that.
"""

from typing import Final

__all__ = ["ESCAPES", "HONEST", "SECRET", "SOLVED_BY_TABLE"]

SECRET: Final = "sk-planted-3f9a"
"""A secret in the host's environment and memory that no program may see."""
HONEST: Final = "def f(x):\n    return x * 7 + 3\n"
SOLVED_BY_TABLE: Final = "def f(x):\n    return {0: 3, 1: 10}.get(x)\n"
"""Right on the cases that the prompt shows, by heart."""

_CALLS = "def f(x):\n    return work()\n"
_READS = "import os\ndef work():\n    return open({path!r}).read()\n" + _CALLS
_SOCKET = "import socket\ndef work():\n    return socket.create_connection(({host!r}, {port}), 1).recv(99)\n" + _CALLS
_SAYS = (
    "import json\nSAID = {said!r}\n"
    "json.JSONEncoder.encode = lambda s, o: SAID.replace('NONCE', o['nonce'])\ndef f(x):\n    return 0\n"
)
_FORGED: Final[dict[str, str]] = {
    "a_list": '"outcome": []',
    "a_list_of_done": '"outcome": ["done"]',
    "an_object": '"outcome": {}',
    "a_number": '"outcome": 1e999',
    "null": '"outcome": null',
    "a_word_of_the_host": '"outcome": "out_of_time"',
    "done_and_no_value": '"outcome": "done"',
    "done_and_an_output": '"outcome": "done", "stdout": "1"',
    "done_twice": '"outcome": "done", "outcome": {}',
    "not_a_number": '"outcome": "done", "value": NaN',
    "a_bare_number": '"outcome": "done", "value": 1e999',
    "a_long_number": '"outcome": "done", "value": ' + "9" * 5000,
    "a_value_of_two_types": '"outcome": "done", "value": {"int": "1", "float": "1"}',
    "a_value_of_no_type": '"outcome": "done", "value": {}',
    "a_list_for_digits": '"outcome": "done", "value": {"int": [1]}',
    "a_set_of_a_number": '"outcome": "done", "value": {"set": 5}',
    "pairs_of_one": '"outcome": "done", "value": {"dict": [1, [2]]}',
    "tuples_within_tuples": '"outcome": "done", "value": ' + '{"tuple": ' * 240 + "1" + "}" * 240,
    "a_deep_list": '"outcome": "done", "value": ' + "[" * 50_000 + "]" * 50_000,
    "an_error_of_a_list": '"outcome": "raised", "error": []',
    "an_error_of_a_surrogate": '"outcome": "uncompiled", "error": "\\ud800"',
}
"""Replies that a program writes in place of the guest's."""
_URL = "import urllib.request\ndef work():\n    return urllib.request.urlopen({url!r}, timeout=1).read()\n" + _CALLS

ESCAPES: Final[dict[str, str]] = {
    # Ending as if all were well.
    "exit_0": "import sys\nsys.exit(0)\n",
    "exit_0_in_the_call": "import sys\ndef f(x):\n    sys.exit(0)\n",
    "raise_system_exit": "raise SystemExit\n",
    "os_exit": "import os\nos._exit(0)\n",
    "says_that_all_passed": "print('All tests passed')\ndef f(x):\n    print('PASSED 10/10')\n",
    "an_exception_named_passed": "class Passed(Exception):\n    pass\ndef f(x):\n    raise Passed('ok')\n",
    "a_generator": "def f(x):\n    yield x * 7 + 3\n",
    "a_coroutine": "async def f(x):\n    return x * 7 + 3\n",
    # Values that claim to be equal.
    "equal_to_all": (
        "class A:\n    def __eq__(s, o): return True\n    def __hash__(s): return 0\ndef f(x):\n    return A()\n"
    ),
    "int_that_is_equal": (
        "class I(int):\n    def __eq__(s, o): return True\n    __hash__ = int.__hash__\ndef f(x):\n    return I(1)\n"
    ),
    "right_number_of_another_type": "def f(x):\n    return float(x * 7 + 3)\n",
    "right_number_of_a_subclass": "class I(int): pass\ndef f(x):\n    return I(x * 7 + 3)\n",
    "right_number_as_text": "def f(x):\n    return str(x * 7 + 3)\n",
    "nan": "def f(x):\n    return float('nan')\n",
    "a_huge_integer": "def f(x):\n    return 10 ** 5000\n",
    "a_value_within_itself": "def f(x):\n    a = []\n    a.append(a)\n    return a\n",
    "a_very_deep_value": "def f(x):\n    a = []\n    for _ in range(10**5):\n        a = [a]\n    return a\n",
    "a_pickle": (
        "import pickle\nclass P:\n    def __reduce__(s): return (print, ('x',))\n"
        "def f(x):\n    return pickle.dumps(P())\n"
    ),
    "a_repr_that_runs": "class R:\n    def __repr__(s): return str(7)\ndef f(x):\n    return R()\n",
    # Rewriting the code that runs the program.
    "patches_builtins": (
        "import builtins\nbuiltins.len = builtins.print = lambda *a, **k: 1\nbuiltins.isinstance = lambda *a: True\n"
        "def f(x):\n    return 0\n"
    ),
    "patches_json": (
        'import json\njson.dumps = lambda *a, **k: \'{"outcome": "done", "value": {"int": "10"}}\'\n'
        "def f(x):\n    return 0\n"
    ),
    "patches_type": "import builtins\nbuiltins.type = lambda *a: int\ndef f(x):\n    return object()\n",
    "forges_a_result_without_the_nonce": (
        "import app\napp.outcome = lambda task: {'nonce': 'x', 'outcome': 'done', 'value': {'int': '10'}}\n"
        "def f(x):\n    return 0\n"
    ),
    "forges_a_result_with_the_nonce": (
        "import sys, json\ndef f(x):\n    frame = sys._getframe()\n    while frame and 'given' not in frame.f_locals:\n"
        "        frame = frame.f_back\n    nonce = frame.f_locals['given']['nonce']\n"
        '    json.dumps = lambda *a, **k: \'{"nonce": "%s", "outcome": "passed", "passed": true}\' % nonce\n'
    ),
    "import_hook": (
        "import sys\nclass H:\n    def find_spec(s, *a): print(a)\nsys.meta_path.insert(0, H())\nimport os, nothing\n"
        "def f(x):\n    return 0\n"
    ),
    "restores_builtins": (
        "b = ().__class__.__base__.__subclasses__()\n"
        "w = [c for c in b if c.__name__ == '_wrap_close']\n"
        "def f(x):\n    return w[0].__init__.__globals__['system']('id')\n"
    ),
    "atexit": "import atexit\natexit.register(lambda: print('42'))\ndef f(x):\n    return 0\n",
    "del_that_prints": "class D:\n    def __del__(s): print('7')\nd = D()\ndef f(x):\n    return None\n",
    "signal_handler": "import signal\nsignal.signal(2, print)\ndef f(x):\n    return 0\n",
    "trace_function": "import sys\nsys.settrace(lambda *a: None)\ndef f(x):\n    return x\n",
    # Looking for the expected results.
    "frames": (
        "import sys\ndef f(x):\n    frame, seen = sys._getframe(), []\n    while frame:\n"
        "        seen.append(repr(frame.f_locals) + repr(frame.f_globals)[:9000])\n        frame = frame.f_back\n"
        "    return seen\n"
    ),
    "gc_objects": "import gc\ndef f(x):\n    return [repr(o)[:99] for o in gc.get_objects()[:999]]\n",
    "inspect_stack": "import inspect\ndef f(x):\n    return [repr(e) for e in inspect.stack()]\n",
    "imports_the_tests": "import tests\ndef f(x):\n    return tests.EXPECTED[x]\n",
    "imports_the_host": "import sandbox.run\ndef f(x):\n    return sandbox.run._OUTCOMES\n",
    "argv": "import sys\ndef f(x):\n    return sys.argv\n",
    "environment": "import os\ndef f(x):\n    return dict(os.environ)\n",
    "environment_of_c": "import os\ndef f(x):\n    return os.getenvb(b'AWS_SECRET_ACCESS_KEY')\n",
    "a_table_of_the_visible_cases": SOLVED_BY_TABLE,
    # Files and processes.
    "proc_environ": _READS.format(path="/proc/self/environ"),
    "proc_parent_environ": _READS.format(path="/proc/1/environ"),
    "proc_maps": _READS.format(path="/proc/self/maps"),
    "proc_mem": "import os\ndef work():\n    return os.open('/proc/self/mem', 0)\n" + _CALLS,
    "proc_cmdline": _READS.format(path="/proc/self/cmdline"),
    "the_component": _READS.format(path="/var/task/sandbox/component.cwasm"),
    "etc_passwd": _READS.format(path="/etc/passwd"),
    "lists_the_root": "import os\ndef f(x):\n    return os.listdir('/')\n",
    "real_open": "import _io\ndef f(x):\n    return _io.open('/etc/passwd').read()\n",
    "os_open_of_posix": "import posix\ndef f(x):\n    return posix.open('/etc/passwd', 0)\n",
    "writes_tmp": "def f(x):\n    return open('/tmp/marker', 'w').write('1')\n",
    "writes_shm": "import posix\ndef f(x):\n    return posix.open('/dev/shm/m', 66)\n",
    "fills_the_disk": "def f(x):\n    with open('/tmp/big', 'wb') as file:\n        file.write(b'0' * 2**29)\n",
    "symlink": "import os\ndef f(x):\n    os.symlink('/var/task', '/tmp/task')\n",
    "closes_fds": "import posix\ndef f(x):\n    posix.close(0), posix.close(1), posix.close(2)\n    return x\n",
    "result_on_fd_3": "import posix\ndef f(x):\n    posix.write(3, b'{\"value\": 10}')\n",
    "kill_the_parent": "import os\ndef f(x):\n    os.kill(os.getppid(), 9)\n",
    "fork": "import os\ndef f(x):\n    while True:\n        os.fork()\n",
    "double_fork": "import os\ndef f(x):\n    if os.fork() == 0:\n        os.setsid()\n        os.fork()\n",
    "subprocess": "import subprocess\ndef f(x):\n    return subprocess.check_output(['env'])\n",
    "system": "import os\ndef f(x):\n    return os.system('env')\n",
    "ptrace_by_ctypes": "import ctypes\ndef f(x):\n    return ctypes.CDLL(None).ptrace(16, 1, 0, 0)\n",
    "threads": "import threading\nwhile True:\n    threading.Thread(target=print).start()\n",
    "raw_threads": "import _thread\ndef f(x):\n    return _thread.start_new_thread(print, ())\n",
    # The network.
    "runtime_api": _SOCKET.format(host="127.0.0.1", port=9001),
    "runtime_api_next": _URL.format(url="http://127.0.0.1:9001/2018-06-01/runtime/invocation/next"),
    "metadata": _SOCKET.format(host="169.254.169.254", port=80),
    "container_credentials": _URL.format(url="http://169.254.170.2/v2/credentials"),
    "vsock_gateway": _SOCKET.format(host="169.254.100.1", port=80),
    "xray_daemon": (
        "import _socket\ndef f(x):\n    s = _socket.socket(2, 2)\n    s.sendto(b'x', ('169.254.79.129', 2000))\n"
    ),
    "dns": "import socket\ndef f(x):\n    return socket.gethostbyname('secret.example.com')\n",
    "botocore": "import boto3\ndef f(x):\n    return boto3.client('sts').get_caller_identity()\n",
    # Using up time and memory.
    "loop": "while True:\n    pass\n",
    "loop_in_the_call": "def f(x):\n    while True:\n        pass\n",
    "loop_that_catches_all": (
        "def f(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\n"
    ),
    "sleep": "import time\ndef f(x):\n    time.sleep(600)\n",
    "select_as_sleep": "import select\ndef f(x):\n    select.select([], [], [], 600)\n",
    "waits_by_the_clock": "import time\ndef f(x):\n    end = time.time() + 600\n    while time.time() < end: pass\n",
    "waits_for_a_lock": "import threading\ndef f(x):\n    l = threading.Lock()\n    l.acquire()\n    l.acquire()\n",
    "memory_bomb": "a = []\nwhile True:\n    a.append(bytearray(10**7))\n",
    "memory_at_once": "def f(x):\n    return bytearray(2**31)\n",
    "memory_error_caught": (
        "def f(x):\n    a = []\n    while True:\n        try: a.append('x' * 10**7)\n        except MemoryError: pass\n"
    ),
    "power_tower": "def f(x):\n    return 9**9**9\n",
    "power_tower_constant": "A = 9**9**9\n",
    "digits_of_a_huge_number": "import sys\nsys.set_int_max_str_digits(0)\ndef f(x):\n    return str(7**(10**7))\n",
    "regex_backtracking": "import re\ndef f(x):\n    return re.match('(a+)+$', 'a' * 60 + 'b')\n",
    "deep_recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef f(x):\n    return f(x)\n",
    "recursion_in_c": "a = None\nfor _ in range(10**6):\n    a = (a,)\ndef f(x):\n    return hash(a)\n",
    "output_without_end": "while True:\n    print('x' * 1000)\n",
    "output_around_the_limit": (
        "import io, streams\nstreams.MOST_OUTPUT = 2**40\nprint('x' * 10**8)\ndef f(x):\n    return 0\n"
    ),
    "nul_and_invalid_utf8": (
        "import sys\nsys.stdout.buffer.write(b'\\x00\\xff\\xfe' * 100)\ndef f(x):\n    return '\\ud800'\n"
    ),
    "parentheses": "(" * 10**5,
    "minus_signs": "x = " + "-" * 10**5 + "1",
    "nested_calls": "f(" * 5000 + ")" * 5000,
    "long_expression": "x = " + "+".join(["1"] * 50_000),
    "null_byte": "def f(x):\n    return 1\n\x00",
    "byte_order_marks": "\ufeff\ufeffdef f(x):\n    return 1\n",
    "encoding_cookie": "# -*- coding: rot13 -*-\nqrs s(k): erghea k * 7 + 3\n",
    "lone_surrogate": "def f(x):\n    return '\ud800'\n",
    "syntax_error": "def f(x)\n    return x * 7 + 3\n",
    # Being another program at another time.
    "mutates_its_input": "def f(*x):\n    x = list(x)\n    x.clear()\n",
    "counts_its_calls": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return [10, 17, 24, 31][n - 1]\n",
    "random_answers": "import random\ndef f(x):\n    return random.randrange(1000)\n",
    "answers_by_the_clock": "import time\ndef f(x):\n    return int(time.time_ns()) % 50\n",
    "no_function": "def g(x):\n    return x * 7 + 3\n",
    "a_value_for_a_function": "f = 10\n",
    **{f"says_{name}": _SAYS.format(said=f'{{"nonce": "NONCE", {said}}}') for name, said in _FORGED.items()},
    "says_a_list": _SAYS.format(said="[]"),
    "says_nothing": _SAYS.format(said=""),
    "says_too_much": _SAYS.format(said="9" * 400_000),
    "the_function_in_a_class": "class Solution:\n    def f(self, x):\n        return x * 7 + 3\n",
}
