"""The asset holds the files that one reward needs and no others, and stays within Lambda's limits."""

from pathlib import Path

import pytest

from compiler.errors import CompileError
from compiler.package import asset
from compiler.package.asset import check_size, collect_asset
from tests.compiler.made_kit import Kit


def touch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")


def test_the_asset_holds_handler_runtime_and_the_rewards_own_files(kit: Kit) -> None:
    before = collect_asset(kit.lambda_src, "first").files
    for kept in ("rewards/first.rubric.txt", "reward_runtime/deep/er.py"):
        touch(kit.lambda_src / kept)
    for left in (
        *("rewards/second.rubric.txt", "rewards/first_b.py", "rewards/.first.py.swp", "rewards/first.pyc"),
        *("rewards/__pycache__/first.cpython-313.pyc", "reward_runtime/__pycache__/odd.py", "notes.txt"),
        *("reward_runtime/.hidden/a.py", "reward_runtime/notes.txt", "rewards/first.d/a.txt"),
    ):
        touch(kit.lambda_src / left)
    files = collect_asset(kit.lambda_src, "first").files
    assert set(files) - set(before) == {"rewards/first.rubric.txt", "reward_runtime/deep/er.py"}
    assert list(files) == sorted(files)
    assert {"handler.py", "rewards/__init__.py", "rewards/first.py", "reward_runtime/names.py"} <= set(before)
    assert "rewards/second.py" not in files


@pytest.mark.parametrize(
    "left",
    [
        *("first.py~", "first.py.~1~", "first.py.orig", "first.py.rej", "first.py.bak", "first.ipynb", "first.py.swp"),
        *("first.py.BASE.123.py", "first.LOCAL.7.py", "first.py.mine", "first.py.r42", "first.patch", "first.py.tmp"),
    ],
)
def test_leftovers_of_editors_and_merges_are_no_part_of_a_reward(kit: Kit, left: str) -> None:
    """They were deployed, and made a new revision."""
    before = collect_asset(kit.lambda_src, "first").files
    touch(kit.lambda_src / "rewards" / left)
    assert collect_asset(kit.lambda_src, "first").files == before


def test_sizes_are_those_of_the_files(kit: Kit) -> None:
    before = collect_asset(kit.lambda_src, "first")
    (kit.lambda_src / "rewards" / "first.words.txt").write_bytes(b"a" * 100_000)
    after = collect_asset(kit.lambda_src, "first")
    assert after.unzipped_bytes - before.unzipped_bytes == 100_000
    assert 0 < after.zipped_bytes - before.zipped_bytes < 1_000


@pytest.mark.parametrize(("limit", "form"), [("MAX_UNZIPPED_BYTES", "unzipped"), ("MAX_ZIPPED_BYTES", "zipped")])
def test_an_asset_over_a_limit_is_an_error_with_figures(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, limit: str, form: str
) -> None:
    big = bytes(range(256)) * 16_384
    (kit.lambda_src / "rewards" / "first.words.bin").write_bytes(big)
    collected = collect_asset(kit.lambda_src, "first")
    check_size(collected, "first")
    monkeypatch.setattr(asset, limit, 10_000)
    with pytest.raises(CompileError, match=rf"too large for Lambda: got \d+\.\d MB {form} \(\d+ files\)"):
        check_size(collected, "first")
