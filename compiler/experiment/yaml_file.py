"""Reads one YAML file into a mapping; a fault of its text is an error with file and line."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, cast

import yaml

from compiler.errors import CompileError, quoted

# PyYAML's constructors let these out for a scalar that its explicit tag does not fit, such as `!!int x`.
_SCALAR_ERRORS = (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError)


# YAML 1.1 reads 01000 as 512, and 8:32 as 512 too.
_OTHER_BASE = re.compile(r"[-+]?(?:0[0-9_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)")
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_MERGE = "tag:yaml.org,2002:merge"


class _StrictLoader(yaml.SafeLoader):
    """A ``SafeLoader`` to which some of YAML is an error: a key twice, ``<<``, and numbers not written in decimals."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.tag in _NUMBERS and _OTHER_BASE.fullmatch(node.value):
            problem = (
                f"{node.value} is a number of another base to YAML; write it in decimals, or in quotes if it is text"
            )
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        try:
            return cast("Any", yaml.SafeLoader).construct_object(self, node, deep)
        except _SCALAR_ERRORS as error:
            problem = f"a value that does not fit its type: {error}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag == _MERGE:
                problem = "got the merge key <<, expected each field written out"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    problem = f"key {key.value!r} stands twice"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_mapping(path: Path, shown_as: str) -> dict[str, object]:
    """Return the file's top-level mapping.

    Args:
        path: the file.
        shown_as: the file's name in errors, such as ``experiments/sentiment.yaml``.

    Raises:
        CompileError: not UTF-8, not YAML, a key twice, not a mapping, or a field name that is not text.
    """
    content = _parse(_text(path, shown_as), shown_as)
    if not isinstance(content, dict):
        got = "an empty file" if content is None else quoted(content)
        raise CompileError(f"{shown_as}: got {got}, expected fields such as 'region: us-east-1', one a line")
    for key in cast("dict[object, object]", content):
        if not isinstance(key, str):
            raise CompileError(f"{shown_as}: field name: got {quoted(key)}, expected text; rename the field")
    return cast("dict[str, object]", content)


def _text(path: Path, shown_as: str) -> str:
    if not path.is_file():
        # Reading a pipe would wait forever.
        raise CompileError(f"{shown_as}: got no regular file, expected one; check the path")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CompileError(
            f"{shown_as}: byte {error.start}: got a byte that is not UTF-8; save the file as UTF-8"
        ) from error
    except OSError as error:
        raise CompileError(f"{shown_as}: cannot be read: {error.strerror}; check the file") from error


def _parse(text: str, shown_as: str) -> object:
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{shown_as}:{mark.line + 1}" if mark else shown_as
        problem = error.problem or error.context
        raise CompileError(f"{where}: not valid YAML: {problem}; fix the line") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CompileError(f"{shown_as}:{line}: not valid YAML: {error.reason}; remove it") from error
    except RecursionError as error:
        raise CompileError(f"{shown_as}: nested too deeply; an experiment needs two levels") from error
