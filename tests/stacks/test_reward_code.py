"""The content of one experiment's asset, and the changes that leave it alone."""

import shutil
from pathlib import Path

from aws_cdk import App, Stack
from aws_cdk.aws_lambda import Function, Runtime

from compiler.compile import ROOT, experiment_names
from compiler.package.asset import Asset
from compiler.package.code import deployed_code
from stacks.function.reward_code import reward_code
from tests.shipped import shipped
from tests.stacks.synthesis import FLAGS


def test_asset_holds_exactly_the_compiled_files_and_their_bytecode(assembly: Path) -> None:
    packed = {file_names(folder) for folder in assembly.glob("asset.*")}
    functions = {files for files in packed if "handler.py" in files}
    assert functions == {frozenset(deployed_code(shipped(name)).files) for name in experiment_names(ROOT)}


def test_another_rewards_edit_leaves_the_asset_alone(tmp_path: Path) -> None:
    asset = copied_asset(tmp_path / "lambda_src")
    before = asset_names(asset, tmp_path / "before")
    (asset.root / "rewards" / "another.py").write_text("REWARD = None\n", encoding="utf-8")
    (asset.root / "rewards" / "__pycache__").mkdir()
    (asset.root / "rewards" / "__pycache__" / "sentiment.pyc").write_bytes(b"\0")
    assert asset_names(asset, tmp_path / "after") == before


def test_its_own_rewards_edit_changes_the_asset(tmp_path: Path) -> None:
    asset = copied_asset(tmp_path / "lambda_src")
    before = asset_names(asset, tmp_path / "before")
    with (asset.root / "rewards" / "sentiment.py").open("a", encoding="utf-8") as reward:
        reward.write("\n# changed\n")
    assert asset_names(asset, tmp_path / "after") != before


def copied_asset(root: Path) -> Asset:
    original = shipped("sentiment").asset
    for file in original.files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original.root / file, root / file)
    return Asset(root, original.files)


def asset_names(asset: Asset, outdir: Path) -> set[str]:
    app = App(context=FLAGS, outdir=str(outdir))
    runtime = Runtime.PYTHON_3_13
    Function(Stack(app, "Stack"), "F", runtime=runtime, handler="handler.f", code=reward_code(asset))
    app.synth()
    return {folder.name for folder in outdir.glob("asset.*")}


def file_names(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
