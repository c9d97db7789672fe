"""The rewards that a page of the documentation shows whole, and how they are counted."""

import ast
import re
from pathlib import Path
from typing import Final, NamedTuple

_FILE: Final = re.compile(
    r"^```\w+\n(?:# |<!-- )lambda_src/rewards/(?P<file>\w+\.\w+)(?: -->)?\n(?P<text>.*?)^```\n"
    r"(?P<after>(?:\|[^\n]*\n)*)",
    re.DOTALL | re.MULTILINE,
)
_EXAMPLE: Final = re.compile(r"^\| `(.*?)` \| `(.*?)` \| ([\d.]+) \|$", re.MULTILINE)
_COUNT: Final = re.compile(r"^\| \[?`(\w+)`\]?[^|]*\| \*?\*?(\d+) lines, (\d+) names", re.MULTILINE)


class Budget(NamedTuple):
    """Size of a reward's file."""

    lines: int
    names: int


class Page(NamedTuple):
    """A page as far as its rewards go."""

    files: dict[str, str]
    """Name of a file in ``rewards/`` -> its text."""
    examples: dict[str, list[tuple[str, str, str]]]
    """Reward -> reference, response and score of each example below it."""
    counts: dict[str, Budget]
    """Reward -> the lines and names that the page's table tells."""


def page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    found = list(_FILE.finditer(text))
    return Page(
        {each["file"]: each["text"] for each in found},
        {Path(each["file"]).stem: _EXAMPLE.findall(each["after"]) for each in found if each["file"].endswith(".py")},
        {name: Budget(int(lines), int(names)) for name, lines, names in _COUNT.findall(text)},
    )


def source_lines(source: str) -> list[str]:
    """The lines that are neither blank nor part of a docstring."""
    documented = {line for node in ast.walk(ast.parse(source)) for line in _docstring(node)}
    return [line for at, line in enumerate(source.splitlines(), 1) if line.strip() and at not in documented]


def names_of_the_kit(source: str) -> set[str]:
    """Everything of the kit that the author types: imported names, keywords of their calls, and ``REWARD``."""
    tree = ast.parse(source)
    names = {"REWARD"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reward_runtime"):
            names |= {alias.name for alias in node.names}
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _root(node.func) in names]
    names |= {keyword.arg for call in called for keyword in call.keywords if keyword.arg}
    # Attributes of the sample and the answer that a scorer is given.
    fields = {"reference", "response", "prompt", "fields", "value", "text", "rule", "span"}
    return names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in fields}


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _docstring(node: ast.AST) -> range:
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) or ast.get_docstring(node) is None:
        return range(0)
    first = node.body[0]
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)
