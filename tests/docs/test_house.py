"""``docs/house.md`` is the map of this repository, and no page names a thing that does not exist."""

import re
from pathlib import Path
from typing import Final

import pytest
import typer.main

from rft.__main__ import app
from tests.docs import pages
from tests.docs.pages import PAGES, ROOT

HOUSE: Final = ROOT / "docs" / "house.md"
ROW: Final = re.compile(r"^\| `([^`]+)/` \| (.+) \|$", re.MULTILINE)
UNMAPPED: Final = re.compile(r"__pycache__|node_modules|.*\.egg-info")
ONE_ROOM: Final = frozenset({"tests", "docs", "evidence"})
"""Folders that the map names as a whole."""

MOST_MODULES: Final = 16
CHANGELOG: Final = ROOT / "CHANGELOG.md"
"""Names deleted things, too."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
each_present_page = pytest.mark.parametrize(
    "page", [page for page in PAGES if page != CHANGELOG], ids=lambda page: page.relative_to(ROOT).as_posix()
)


def ignored() -> set[str]:
    return {line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines()}


def is_kept(folder: Path) -> bool:
    names = folder.relative_to(ROOT).parts
    return not any(UNMAPPED.fullmatch(name) or name in ignored() for name in names)


def folders() -> set[str]:
    """Every folder of the product that holds a file, as far as git keeps it."""
    tops = {each for each in ROOT.iterdir() if each.is_dir() and is_kept(each) and each.name != ".git"}
    within = {file.parent for top in tops if top.name not in ONE_ROOM for file in top.rglob("*") if file.is_file()}
    return {each.relative_to(ROOT).as_posix() for each in tops | within if is_kept(each)}


def mapped() -> dict[str, str]:
    _, _, after = HOUSE.read_text(encoding="utf-8").partition("\n## Map\n")
    text, _, _ = after.partition("\n## ")
    return {found[1]: found[2] for found in ROW.finditer(text)}


def test_the_map_names_every_folder_of_the_product_and_no_other() -> None:
    assert set(mapped()) == folders()


def test_every_folder_on_the_map_has_one_sentence() -> None:
    for folder, sentence in mapped().items():
        assert sentence.endswith("."), folder
        assert sentence.count(". ") == 0, folder


def test_no_folder_of_the_product_holds_more_than_16_modules() -> None:
    crowded = {each: len(list((ROOT / each).glob("*.py"))) for each in folders() - ONE_ROOM}
    assert {each: count for each, count in crowded.items() if count > MOST_MODULES} == {}


@each_present_page
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    assert [path for path in pages.paths(page) if not pages.exists(path)] == []


@each_present_page
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    assert [name for name in pages.modules(page) if not pages.importable(name)] == []


@each_page
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    dead: list[str] = []
    for link in pages.links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in pages.anchors(target)):
            dead.append(link)
    assert dead == []


@each_page
def test_every_make_target_that_a_page_names_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = [name for piece in pages.code(page) for name in re.findall(r"\bmake ([a-z][a-z-]*)", piece)]
    assert [name for name in named if name not in targets] == []


@each_page
def test_every_verb_that_a_page_names_is_there(page: Path) -> None:
    verbs = verbs_of_rft()
    named = [found for piece in pages.code(page) for found in re.findall(r"\brft ([a-z]+)(?: ([a-z]+))?", piece)]
    unknown = [verb for verb, sub in named if verb not in verbs or (verbs[verb] and sub and sub not in verbs[verb])]
    assert unknown == []


def verbs_of_rft() -> dict[str, set[str]]:
    """Verb -> its own verbs, if it has any."""
    command = typer.main.get_command(app)
    verbs = getattr(command, "commands", {})
    return {name: set(getattr(verb, "commands", {})) for name, verb in verbs.items()}
