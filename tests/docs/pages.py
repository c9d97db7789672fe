"""The names on a page of the documentation: files and folders, modules, commands and links.

Only code counts, inline or in a fence; prose may use any word.
"""

import ast
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LAMBDA: Final = ROOT / "lambda_src"
PAGES: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data" / "README.md"])

EXAMPLES: Final = frozenset({"urgency", "helpful", "clinic_tone", "sentiment-strict"})
"""Names that a page tells its reader to give: files with such a stem are the reader's, and not there yet. A block of
code whose first line is a comment with a path gives that file to the reader, too."""

_FENCE: Final = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
_INLINE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_TITLE: Final = re.compile(r"(?:#|<!--) (\S+/[\w-]+)\.\w+(?: -->)?")
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_FILE: Final = re.compile(r"[\w.*{},<>-]+\.(py|yaml|cwli|toml|guard|in|lark|md)")
_FOLDERS: Final = ("lambda_src", "compiler", "stacks", "rft", "localaws", "benchmarks", "experiments", "layers")
_TOPS: Final = (*_FOLDERS, "data", "docs", "tests", "requirements", ".ci", "reward_runtime", "rewards")
_PACKAGES: Final = ("reward_runtime", "rewards", "compiler", "stacks", "rft", "localaws", "benchmarks", "tests")
_MODULE: Final = re.compile(rf"(?:{'|'.join(_PACKAGES)})(?:\.\w+)+")


def fences(page: Path) -> list[str]:
    """The blocks of code of a page."""
    return [found[3] for found in _FENCE.finditer(page.read_text(encoding="utf-8"))]


def fences_of(page: Path, language: str) -> list[str]:
    """The blocks of code of a page in one language."""
    return [found[3] for found in _FENCE.finditer(page.read_text(encoding="utf-8")) if found[2] == language]


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def code(page: Path) -> list[str]:
    """Each piece of code on a page: inline, or a line of a block."""
    inline = [found[1] for found in _INLINE.finditer(prose(page))]
    return [*inline, *(line for block in fences(page) for line in block.splitlines())]


def links(page: Path) -> list[str]:
    """The targets of a page's links into this repository."""
    targets = [found[1] for found in _LINK.finditer(_INLINE.sub("", prose(page)))]
    return [target for target in targets if "://" not in target and not target.startswith("mailto:")]


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives a page's headings."""
    headings = [found[1].lower().replace("`", "") for found in _HEADING.finditer(prose(page))]
    return {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in headings}


def paths(page: Path) -> Iterator[str]:
    """Files and folders that a page's code names: whole paths, and names of files alone."""
    for word in _words(page):
        parts = word.rstrip("/").split("/")
        is_path = len(parts) > 1 and parts[0] in _TOPS
        is_example = any(part.partition(".")[0] in examples() for part in parts)
        if not is_example and (is_path or (len(parts) == 1 and _FILE.fullmatch(word))):
            yield word


@cache
def examples() -> frozenset[str]:
    """Stems of the files that are the reader's to write."""
    titles = [_TITLE.match(block) for page in PAGES for block in fences(page)]
    return EXAMPLES | {title[1].rpartition("/")[2] for title in titles if title is not None}


def exists(path: str) -> bool:
    """Whether a file or folder is there; ``<name>`` and ``*`` stand for any name, ``{a,b}`` for each."""
    return all(_exists(re.sub(r"<[^>]*>", "*", each)) for each in _unbraced(path))


def modules(page: Path) -> Iterator[str]:
    """Dotted names of our own packages, as in ``reward_runtime.errors.RowFault``."""
    for word in _words(page):
        if _MODULE.fullmatch(word):
            yield word


def importable(name: str) -> bool:
    """Whether a dotted name is a module of ours, or a name defined in one; nothing is imported."""
    module, _, attribute = name.rpartition(".")
    if _source(name) is not None:
        return True
    source = _source(module)
    return source is not None and attribute in _defined(source)


def _words(page: Path) -> Iterator[str]:
    for piece in code(page):
        for word in re.split(r"[\s=\"'`|]+", piece):
            yield word.strip(",;:()[]")


def _unbraced(path: str) -> list[str]:
    pieces = re.split(r"\{([^{}]*)\}", path)
    choices = [piece.split(",") if at % 2 else [piece] for at, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def _exists(pattern: str) -> bool:
    if "/" not in pattern.rstrip("/"):
        return any(True for _ in _named(pattern))
    return any(any(base.glob(pattern.rstrip("/"))) for base in (ROOT, LAMBDA))


def _named(name: str) -> Iterator[Path]:
    """Files of this name, wherever the repository has them."""
    yield from ROOT.glob(name)
    for top in _TOPS:
        yield from (ROOT / top).rglob(name)


def _source(module: str) -> Path | None:
    for base in (ROOT, LAMBDA):
        place = base.joinpath(*module.split("."))
        for file in (place.with_suffix(".py"), place / "__init__.py", place):
            if file.exists():
                return file
    return None


@cache
def _defined(source: Path) -> frozenset[str]:
    if source.is_dir():
        return frozenset()
    names: set[str] = set()
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
    return frozenset(names)
