"""The deployed code is the asset with bytecode beside each module, the same bytes each time."""

import hashlib
import shutil
from pathlib import Path

import pytest

from compiler.compile import compile_experiment
from compiler.package.asset import Asset
from compiler.package.bytecode import bytecode_of, is_lambda_bytecode
from compiler.package.code import deployed_code
from tests.compiler.made_kit import Kit, make_kit
from tests.compiler.other_machine import another_machine


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """One kit for the claims that only look: its first tree takes the compiler some seconds."""
    kit = make_kit(tmp_path_factory.mktemp("kit"))
    (kit.lambda_src / "rewards" / "first.rubric.txt").write_text("Is it kind?")
    return kit


def code(kit: Kit, name: str = "one") -> Asset:
    return deployed_code(compile_experiment(name, root=kit.root))


def digests(asset: Asset) -> dict[str, str]:
    return {file: hashlib.sha256((asset.root / file).read_bytes()).hexdigest() for file in asset.files}


def test_each_module_has_bytecode_that_lambda_s_python_reads_unchecked(made: Kit) -> None:
    asset = compile_experiment("one", root=made.root).asset
    deployed = code(made)
    modules = [file for file in asset.files if file.endswith(".py")]
    assert set(deployed.files) == {*asset.files, *map(bytecode_of, modules)}
    assert all(is_lambda_bytecode(deployed.root / bytecode_of(module)) for module in modules)


def test_the_sources_are_deployed_as_they_are(made: Kit) -> None:
    asset, deployed = compile_experiment("one", root=made.root).asset, code(made)
    assert all((asset.root / file).read_bytes() == (deployed.root / file).read_bytes() for file in asset.files)


def test_one_tree_serves_every_experiment_until_an_edit(made: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    first = code(made)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("compiler.package.code.compile_modules", refuse)
    assert code(made, "two").root == first.root
    other = made.lambda_src / "rewards" / "second.py"
    before = other.read_text()
    other.write_text(before + "\n")
    with pytest.raises(AssertionError, match="compiled again"):
        code(made)
    other.write_text(before)
    assert code(made).root == first.root


def test_two_machines_make_the_same_bytes_also_beside_another_reward_that_is_half_written(
    made: Kit, tmp_path: Path
) -> None:
    shutil.copytree(made.root, tmp_path / "elsewhere", ignore=shutil.ignore_patterns(".build"))
    elsewhere = Kit(tmp_path / "elsewhere")
    elsewhere.source("second", "def half(:\n")
    with another_machine(elsewhere.root):
        compiled = compile_experiment("one", root=elsewhere.root)
        deployed = deployed_code(compiled)
    assert compiled.reward_hash == compile_experiment("one", root=made.root).reward_hash
    assert deployed.files == code(made).files
    assert digests(deployed) == digests(code(made))
    assert {(deployed.root / file).stat().st_mode & 0o777 for file in deployed.files} == {0o644}


def test_another_runtime_gets_its_sources_alone_and_readable(kit: Kit) -> None:
    kit.experiment("one", "reward: first\ndescription: d\nruntime: python3.12\n")
    with another_machine(kit.lambda_src / "rewards"):
        compiled = compile_experiment("one", root=kit.root)
        deployed = deployed_code(compiled)
    assert deployed.files == compiled.asset.files
    assert {(deployed.root / file).stat().st_mode & 0o777 for file in deployed.files} == {0o644}


@pytest.mark.parametrize("head", [b"", b"\xf3\x0d\r\n\x00\x00\x00\x00", b"\xcb\x0d\r\n\x01\x00\x00\x00"])
def test_bytecode_with_a_date_or_of_another_python_does_not_count(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "x.pyc").write_bytes(head)
    assert not is_lambda_bytecode(tmp_path / "x.pyc")
