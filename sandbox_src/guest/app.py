"""The program that is built into the component: a task as JSON -> one run of a candidate's program -> what it did.

Nothing here keeps a secret or decides anything. The candidate's program runs in this same interpreter and may read and
rewrite all of it, so this code knows no expected result, and the host believes nothing that it says but a value.

What a program may import is imported here, because there is no file system to import from later.
"""

import _strptime
import abc
import argparse
import array
import ast
import base64
import binascii
import bisect
import builtins
import calendar
import cmath
import collections
import collections.abc
import colorsys
import concurrent.futures.thread
import configparser
import contextlib
import contextvars
import copy
import csv
import dataclasses
import decimal
import difflib
import enum
import fnmatch
import fractions
import functools
import getopt
import graphlib
import hashlib
import heapq
import html
import html.parser
import inspect
import io
import ipaddress
import itertools
import json
import keyword
import logging
import math
import numbers
import operator
import os
import pathlib
import pickle
import pprint
import queue
import random
import re
import reprlib
import sched
import secrets
import shlex
import shutil
import statistics
import string
import string.templatelib
import struct
import sys
import textwrap
import threading
import time
import timeit
import tomllib
import traceback
import types
import typing
import unicodedata
import unittest
import urllib.parse
import uuid
import warnings
import weakref
import zlib

import _pydatetime as datetime

MOST_OUTPUT = 64 * 1024
"""Bytes that a program may write."""
DEEPEST = 60
"""Lists and the like within each other in a value."""
FILE_CALLS = ("open", "listdir", "scandir", "stat", "getcwd", "mkdir", "remove", "unlink", "rename", "system", "popen")
"""Of ``os``: left as they are, they would end the run."""
DICTIONARIES = (dict, collections.Counter, collections.defaultdict, collections.OrderedDict)
"""Types that Python's ``==`` takes for a dictionary of the same items."""
NOON = 1_700_000_000
"""The time that every clock shows, in seconds since 1970."""


class TooMuchOutput(BaseException):
    """The program wrote more than it may."""


class Written(io.BytesIO):
    """A standard output of limited length."""

    def write(self, data):
        if self.tell() + len(data) > MOST_OUTPUT:
            raise TooMuchOutput
        return super().write(data)


def absent(*_, **__):
    raise PermissionError("the sandbox has neither files, network, processes nor sleep")


def opened(file, mode="r", *_, **__):
    """Let a program read its standard input as file 0, and nothing else."""
    if file not in (0, "/dev/stdin"):
        absent()
    return sys.stdin.buffer if "b" in mode else sys.stdin


def read(file, most):
    """Let a program read its standard input as file 0, and nothing else."""
    return sys.__stdin__.buffer.read(most) if file == 0 else absent()


def written_to(file, data):
    """Let a program write to its standard output and error as files 1 and 2, and nowhere else."""
    stream = {1: sys.__stdout__, 2: sys.__stderr__}.get(file) or absent()
    stream.flush()
    return stream.buffer.write(data)


def refuse(event, _):
    """Refuse what opens a file, before it reaches the host: the parser looks for one to quote a line of it."""
    if event == "open" or event.startswith(("os.", "socket.", "subprocess.")):
        raise PermissionError("the sandbox has no files")


def seal():
    """Take away what would end the run with a trap, so that a program that asks for it can go on without it."""
    # The pure Python datetime reads the clocks below, the compiled one would read the host's.
    sys.modules["datetime"] = datetime
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(time, name, lambda: float(NOON))
        setattr(time, f"{name}_ns", lambda: NOON * 10**9)
    local, universal = time.localtime, time.gmtime
    time.localtime = lambda seconds=None: local(NOON if seconds is None else seconds)
    time.gmtime = lambda seconds=None: universal(NOON if seconds is None else seconds)
    time.sleep = absent
    timeit.default_timer = time.perf_counter
    # The same bytes on every run, as the random numbers are.
    os.urandom = random._urandom = random.randbytes
    builtins.open = io.open = opened
    for name in FILE_CALLS:
        setattr(os, name, absent)
    os.read, os.write = read, written_to
    sys.addaudithook(refuse)
    os.environ.clear()
    sys.argv[:] = [""]
    sys.path[:], sys.path_hooks[:] = [], []
    sys.path_importer_cache.clear()
    sys.meta_path[:] = [each for each in sys.meta_path if each.__name__ in ("BuiltinImporter", "FrozenImporter")]
    sys.set_int_max_str_digits(4300)


def plain(value, depth=0):
    """Write a value with its exact type, as the host compares it; a type that no case can expect is only named."""
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return {"int": str(value)}
    if kind is float:
        return {"float": repr(value)}
    if depth >= DEEPEST:
        return {"other": "too deep"}
    if kind is list:
        return [plain(each, depth + 1) for each in value]
    if kind in (tuple, set, frozenset):
        return {kind.__name__: [plain(each, depth + 1) for each in value]}
    if kind in DICTIONARIES:
        return {"dict": [[plain(key, depth + 1), plain(each, depth + 1)] for key, each in dict.items(value)]}
    if kind is bytes:
        return {"bytes": value.hex()}
    if kind is complex:
        return {"complex": repr(value)}
    return {"other": kind.__name__}


def value_of(said):
    """Return the value that ``plain`` wrote."""
    if isinstance(said, list):
        return [value_of(each) for each in said]
    if not isinstance(said, dict):
        return said
    ((kind, inner),) = said.items()
    if kind == "dict":
        return {value_of(key): value_of(each) for key, each in inner}
    made = {"int": int, "float": float, "complex": complex, "bytes": bytes.fromhex}
    if kind in made:
        return made[kind](inner)
    return {"tuple": tuple, "set": set, "frozenset": frozenset}[kind](value_of(each) for each in inner)


def outcome(task):
    """Run the program for one case: outcome, the exception's type, and the value or what was written."""
    written = Written()
    sys.stdin = io.TextIOWrapper(io.BytesIO(task.get("stdin", "").encode("utf-8", "surrogatepass")), "utf-8", "replace")
    sys.stdout = io.TextIOWrapper(written, "utf-8", "backslashreplace", write_through=True)
    sys.stderr = io.TextIOWrapper(Written(), "utf-8", "backslashreplace", write_through=True)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    calls = "call" in task
    scope = {"__name__": "solution" if calls else "__main__", "__builtins__": builtins}
    try:
        code = compile(task["program"], "program.py", "exec", dont_inherit=True)
    except Exception as fault:
        return {"outcome": "uncompiled", "error": type(fault).__name__}
    try:
        exec(code, scope)
        if not calls:
            return {"outcome": "done", "stdout": text_in(written)}
        function = scope.get(task["call"])
        if not callable(function):
            return {"outcome": "no_function"}
        given = [value_of(each) for each in task["args"]], {k: value_of(each) for k, each in task["kwargs"].items()}
        return {"outcome": "done", "value": plain(function(*given[0], **given[1]))}
    except SystemExit:
        # A program may end itself when all is written; its exit code says nothing.
        return {"outcome": "exited"} if calls else {"outcome": "done", "stdout": text_in(written)}
    except TooMuchOutput:
        return {"outcome": "too_much_output"}
    except MemoryError:
        return {"outcome": "out_of_memory"}
    except BaseException as fault:
        return {"outcome": "raised", "error": type(fault).__name__}


def text_in(written):
    sys.stdout.flush()
    return written.getvalue().decode("utf-8", "replace")


class WitWorld:
    """What the component exports."""

    def run(self, task):
        seal()
        given = json.loads(task)
        return json.dumps({"nonce": given["nonce"], **outcome(given)})
