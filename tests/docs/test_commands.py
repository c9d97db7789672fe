"""Every `rft` command in a block of a page is one that the command line takes, with its arguments and options."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.exceptions import TyperException

from rft.__main__ import app
from tests.docs.pages import PAGES, ROOT, fences_of

SHOWN = [page for page in PAGES if page.name != "CHANGELOG.md"]


def commands(page: Path) -> Iterator[list[str]]:
    """The words of each `rft` command in a page's blocks of shell; one with "..." leaves words to its reader."""
    for block in fences_of(page, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            for part in line.partition("#")[0].split("|"):
                words = shlex.split(part)
                if words[:1] == ["rft"] and "..." not in words:
                    yield words[1:]


def parse(words: list[str]) -> None:
    """Read the words as ``rft`` does, and run nothing; raises ``TyperException`` if it would refuse them."""
    # Typer's own copy of click is private, so its types have no names here.
    command: Any = typer.main.get_command(app)
    context: Any = None
    while True:
        context = command.make_context(command.name or "rft", list(words), parent=context)
        if not hasattr(command, "commands"):
            return
        _, command, words = command.resolve_command(context, [*context._protected_args, *context.args])


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_command_of_a_block_is_taken(page: Path) -> None:
    for words in commands(page):
        try:
            parse(words)
        except TyperException as error:
            pytest.fail(f"rft {shlex.join(words)}: {error}")


def test_the_readme_goes_the_whole_road() -> None:
    verbs = [words[0] for words in commands(ROOT / "README.md")]
    road = ["new", "score", "data", "invoke", "check", "job", "watch", "retire"]
    assert [verb for verb in verbs if verb in road][: len(road)] == road
    assert any("--submit" in words for words in commands(ROOT / "README.md"))


def test_a_command_with_an_option_that_is_not_there_is_found() -> None:
    for words in (["local", "invoke"], ["check", "x"], ["invoke", "x", "--shape", "y"], ["job", "nowhere", "x"]):
        with pytest.raises(TyperException):
            parse(words)
