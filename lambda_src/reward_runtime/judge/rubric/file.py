"""A rubric's file: an optional head in TOML between two lines ``+++``, then the rubric's text.

    +++
    [canary]
    question = "Why was the flight late?"
    reference = "The crew had to rest, so it left two hours late."
    good = "It left two hours late because the crew needed rest."
    bad = "It left two hours early because the crew had rested."
    +++
    Compare {response} with {reference}, both said in answer to {question}. ...

The head is not part of the text: the judge never sees it.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Final, NamedTuple, cast

from reward_runtime.errors import RewardDefinitionError

__all__ = ["FOLDER", "Canary", "RubricFile", "parse_rubric", "read_rubric"]

FOLDER: Final = "lambda_src/rewards/"
_FILE: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*\.md")
_MARK: Final = "+++"
_NEEDED: Final = ("question", "good", "bad")
_FIELDS: Final = (*_NEEDED, "reference")
_AT_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")


@dataclass(frozen=True)
class Canary:
    """A question with answers of known worth. The judge is tested on it now and then."""

    question: str
    good: str
    """A response that deserves the upper half of the scale by every criterion."""
    bad: str
    """A response that reads well and deserves the lower half."""
    reference: str = ""

    def __post_init__(self) -> None:
        """Refuse a canary that tests no judge: see ``RewardDefinitionError``."""
        if not self.good.strip() or not self.bad.strip() or self.good.strip() == self.bad.strip():
            raise RewardDefinitionError(
                "canary: got no good or no bad response, expected one of each, and two different ones"
            )


class RubricFile(NamedTuple):
    """The parts of a rubric's file."""

    text: str
    canary: Canary | None


class _Head(NamedTuple):
    """The lines between the marks, and their place in the file."""

    name: str
    lines: list[str]
    first: int
    """Number of the first of them, from 1."""

    def fault(self, problem: str, line: int | None = None) -> RewardDefinitionError:
        at = "" if line is None else f", line {line}"
        return RewardDefinitionError(f"{FOLDER}{self.name}{at}: head: {problem}")

    def line_of(self, key: str) -> int | None:
        """Return the number of the line that sets a key; ``None`` if the key is written in another way."""
        starts = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\].]""")
        return next((self.first + at for at, line in enumerate(self.lines) if starts.match(line)), None)


def read_rubric(name: str) -> RubricFile:
    """Return the parts of a file of the ``rewards`` folder. Raises ``RewardDefinitionError`` if there are none."""
    expected = f"expected a text in {FOLDER} named after the reward, such as similarity.md for similarity.py"
    if not _FILE.fullmatch(name):
        raise RewardDefinitionError(f"rubric: got the name {name!r}, {expected}; give the name alone, no folder")
    try:
        return parse_rubric(name, resources.files("rewards").joinpath(name).read_text("utf-8-sig"))
    except FileNotFoundError:
        problem = "which does not exist"
    except UnicodeDecodeError:
        problem = "which is not UTF-8"
    raise RewardDefinitionError(f"rubric: got {name!r}, {problem}, {expected}; write it there")


def parse_rubric(name: str, content: str) -> RubricFile:
    """Return the parts of a rubric's file; ``name`` stands in errors.

    Raises:
        RewardDefinitionError: the head is not closed, is not TOML, or holds anything but a whole canary.
    """
    lines = content.split("\n")
    marks = [at for at, line in enumerate(lines) if line.strip() == _MARK]
    if not marks:
        return RubricFile(content.strip(), None)
    begins = marks[0]
    head = _Head(name, lines[begins + 1 : marks[1]] if len(marks) > 1 else [], begins + 2)
    if "".join(lines[:begins]).strip():
        raise head.fault(f"got it below the text, expected it above; move the lines {_MARK} up, or remove", begins + 1)
    if len(marks) != 2:
        problem = f"got {len(marks)} lines {_MARK}, expected two, one before and one after the head"
        raise head.fault(f"{problem}; {'close it' if len(marks) == 1 else 'remove the others'}", marks[-1] + 1)
    return RubricFile("\n".join(lines[marks[1] + 1 :]).strip(), _canary(head))


def _canary(head: _Head) -> Canary | None:
    tables = _toml(head)
    if not tables:
        return None
    for table in tables:
        if table != "canary":
            raise head.fault(f"got {table!r}, expected the table [canary] alone; remove it", head.line_of(table))
    given = tables["canary"]
    if not isinstance(given, dict):
        raise head.fault(
            f"canary: got {type(given).__name__}, expected a table; write [canary] on a line of its own",
            head.line_of("canary"),
        )
    fields = cast("dict[str, object]", given)
    texts = {key: _text(head, key, value) for key, value in fields.items()}
    missing = [key for key in _NEEDED if key not in texts]
    if missing:
        raise head.fault(f"canary.{missing[0]}: missing, expected a text; add it", head.line_of("canary"))
    try:
        return Canary(**texts)
    except RewardDefinitionError as error:
        raise head.fault(f"{error}; write another", head.line_of("good")) from None


def _text(head: _Head, key: str, value: object) -> str:
    if key not in _FIELDS:
        expected = f"expected one of {', '.join(_FIELDS)}"
        raise head.fault(f"canary.{key}: unknown, {expected}; remove it", head.line_of(key))
    if not isinstance(value, str):
        problem = f"got {type(value).__name__}, expected a text; put it in quotes"
        raise head.fault(f"canary.{key}: {problem}", head.line_of(key))
    return value.strip()


def _toml(head: _Head) -> dict[str, object]:
    try:
        return tomllib.loads("\n".join(head.lines))
    except tomllib.TOMLDecodeError as error:
        # Before Python 3.14, only the message contains the line.
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at and at[1] else len(head.lines)
        raise head.fault(f"not TOML: {_AT_LINE.sub('', str(error))}; correct it", head.first + line - 1) from None
