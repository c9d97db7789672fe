"""The list of living mutants parses as it was written, with a reason for each."""

from pathlib import Path

import pytest

from tests.mutation.survivors import Change, listed, shown

FIRST = Change("a/b.py", "Reader.read", ("if x > 1:",), ("if x >= 1:",))
SECOND = Change("a/b.py", "_least", ("- x",), ())
OTHER = Change("a/c.py", "f", ("return g(", "1,"), ("return g(",))


def test_a_shown_change_parses_once_a_reason_is_added() -> None:
    text = shown([FIRST, SECOND, OTHER])

    assert listed(text.replace(".py\n", ".py\nEqual.\n")) == {FIRST, SECOND, OTHER}


def test_a_change_without_a_reason_is_refused() -> None:
    reasoned, bare = shown([FIRST]).replace(".py\n", ".py\nEqual.\n"), shown([OTHER])

    with pytest.raises(ValueError, match="no reason"):
        listed(reasoned + bare)


def test_the_type_argument_of_cast_is_no_change() -> None:
    told = 'words = cast("list[str]", given)'

    for other in ("words = cast(None, given)", 'words = cast("LIST[STR]", given)'):
        assert Change("a.py", "f", (told,), (other,)).is_a_type_only
    assert not Change("a.py", "f", (told,), ('words = cast("list[str]", None)',)).is_a_type_only


def test_the_lists_files_are_there_and_each_change_has_a_reason() -> None:
    root = Path(__file__).parents[2]
    changes = listed(Path(__file__).with_name("mutants.md").read_text(encoding="utf-8"))

    assert changes
    for change in changes:
        assert (root / change.path).exists() or (root / "lambda_src" / change.path).exists()
