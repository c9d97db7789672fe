"""A layer is named by an experiment, built once without Docker, and comes out the same each time."""

import hashlib
import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from compiler.compile import ROOT, compile_experiment
from compiler.errors import CompileError
from compiler.layers.build import build_layer
from compiler.layers.built import BuiltLayer
from compiler.layers.licences import check_licences
from compiler.layers.lock import LayerLock, layer_names, read_locks
from compiler.layers.package import Package, read_packages
from compiler.package.zipped import zipped_bytes
from tests.compiler.made_kit import REWARD, Kit
from tests.compiler.other_machine import another_machine


@pytest.fixture
def layered(kit: Kit, schema_layer: Path) -> Kit:
    kit.layer("schema", schema_layer)
    kit.experiment("one", "reward: first\ndescription: d\nlayers: [schema]\n")
    kit.source("first", "import fastjsonschema\n" + REWARD.format(correct=0.8, decisive=True))
    return kit


def failure(kit: Kit) -> str:
    with pytest.raises(CompileError) as error:
        compile_experiment("one", root=kit.root)
    return str(error.value)


def digests(folder: Path) -> dict[str, str]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_reward_starts_with_the_package_of_its_layer(layered: Kit) -> None:
    (layer,) = compile_experiment("one", root=layered.root).layers
    assert (layer.python / "fastjsonschema" / "__init__.py").is_file()
    assert layer.architecture is None


def test_without_the_layer_the_same_reward_does_not_compile(layered: Kit) -> None:
    layered.experiment("one", "reward: first\ndescription: d\n")
    assert "No module named 'fastjsonschema'" in failure(layered)


def test_an_unknown_layer_names_the_nearest_and_all(layered: Kit) -> None:
    layered.experiment("one", "reward: first\ndescription: d\nlayers: [shema]\n")
    message = failure(layered)
    assert message.startswith("experiments/one.yaml: layers: got 'shema'")
    assert message.endswith("did you mean 'schema'? known: schema")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("layers: [schema]\nruntime: python3.12\n", "runtime: got 'python3.12' with layers, expected 'python3.13'"),
        ("layers: [schema, schema]\n", "expected each layer once"),
        ("layers: [Schema]\n", "layers.0: got 'Schema' (str)"),
        ("layers: [a, b, c, d, e, f]\n", "experiments/one.yaml: layers: got "),
    ],
)
def test_what_a_layer_cannot_be_is_an_error(layered: Kit, fields: str, problem: str) -> None:
    layered.experiment("one", f"reward: first\ndescription: d\n{fields}")
    assert problem in failure(layered)


def test_what_is_beside_the_lock_keeps_the_revision(layered: Kit) -> None:
    before = compile_experiment("one", root=layered.root).revision
    (layered.root / "layers" / "schema" / "notes.md").write_text("why")
    assert compile_experiment("one", root=layered.root).revision == before


@pytest.fixture
def copied(schema_layer: Path, tmp_path: Path) -> BuiltLayer:
    """The layer in a folder of its own."""
    shutil.copytree(schema_layer, tmp_path / ".build")
    return build_layer(read_locks(["schema"], ROOT, "x")[0], "arm64", tmp_path)


LARGE = [pytest.param(name, marks=pytest.mark.long) for name in ("math", "judge")]
"""Built in the same way as the small one, at half a minute each."""


def test_two_builds_hold_the_same_bytes(copied: BuiltLayer, tmp_path: Path) -> None:
    with another_machine():
        again = build_layer(copied.lock, "x86_64", tmp_path / "again")
    assert digests(again.folder) == digests(copied.folder)
    assert {path.stat().st_mode & 0o777 for path in again.folder.rglob("*")} == {0o644, 0o755}
    assert again.zipped_bytes == copied.zipped_bytes


@pytest.mark.parametrize("name", LARGE)
def test_two_builds_of_a_large_layer_hold_the_same_bytes(name: str, tmp_path: Path) -> None:
    (lock,) = read_locks([name], ROOT, "x")
    first, second = (build_layer(lock, arch, tmp_path / arch) for arch in ("arm64", "x86_64"))
    assert digests(first.folder) == digests(second.folder)


def test_every_module_has_bytecode_of_python_3_13_that_is_read_unchecked(copied: BuiltLayer) -> None:
    for module in copied.python.rglob("*.py"):
        head = (module.parent / "__pycache__" / f"{module.stem}.cpython-313.pyc").read_bytes()[:8]
        assert head == (3571).to_bytes(2, "little") + b"\r\n" + (1).to_bytes(4, "little")


def test_a_second_call_builds_nothing(copied: BuiltLayer, tmp_path: Path) -> None:
    (copied.folder / "mark").write_text("kept")
    assert (build_layer(copied.lock, "x86_64", tmp_path).folder / "mark").read_text() == "kept"


def test_a_wrong_hash_is_an_error_that_names_the_package_and_leaves_nothing(tmp_path: Path) -> None:
    lock = LayerLock("schema", tmp_path / "requirements.txt")
    lock.file.write_text(f"fastjsonschema==2.21.2 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(CompileError, match=r"(?s)layers/schema/requirements.txt: .*fastjsonschema.*make lock"):
        build_layer(lock, "arm64", tmp_path)
    assert not list((tmp_path / ".build" / "layers").iterdir())


def test_the_bill_of_materials_names_each_package_with_its_licence(copied: BuiltLayer) -> None:
    document = json.loads((copied.folder / "sbom.cdx.json").read_text())
    (component,) = document["components"]
    assert document["specVersion"] == "1.6"
    assert component["purl"] == "pkg:pypi/fastjsonschema@2.21.2"
    assert component["licenses"] == [{"license": {"name": "BSD"}}]


@pytest.mark.parametrize("name", layer_names(ROOT))
def test_cyclonedx_s_own_validator_takes_the_bill_of_materials(name: str) -> None:
    (lock,) = read_locks([name], ROOT, "x")
    text = (build_layer(lock, "arm64", ROOT).folder / "sbom.cdx.json").read_text()
    # Imported here: it takes two seconds, and every worker imports every test module.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(text) is None
    assert validator.validate_str(text.replace('"purl"', '"url"')) is not None


def test_a_layer_says_its_zipped_size_without_zipping_it_again(copied: BuiltLayer, tmp_path: Path) -> None:
    files = [file.relative_to(copied.folder).as_posix() for file in copied.folder.rglob("*") if file.is_file()]
    assert copied.zipped_bytes == zipped_bytes(copied.folder, sorted(files))
    (copied.folder / "mark").write_bytes(b"x" * 1000)
    assert build_layer(copied.lock, "arm64", tmp_path).zipped_bytes == copied.zipped_bytes


@pytest.mark.parametrize("licences", [("GPL-3.0-only",), (), ("MIT AND GPL-3.0-only",), ("BSD", "Proprietary")])
def test_a_licence_that_is_not_listed_is_an_error_that_names_the_package(licences: tuple[str, ...]) -> None:
    lock = LayerLock("x", Path("x"))
    with pytest.raises(CompileError, match=r"layers/x/requirements.txt: thing 1.0: licence: got "):
        check_licences(lock, [Package("thing", "1.0", licences)])


@pytest.mark.parametrize("licences", [("MIT",), ("BSD License", "BSD"), ("MIT OR Apache-2.0",), ("Apache 2.0",)])
def test_a_listed_licence_passes(licences: tuple[str, ...]) -> None:
    check_licences(LayerLock("x", Path("x")), [Package("thing", "1.0", licences)])


def test_a_choice_of_two_licences_is_no_third_one(tmp_path: Path) -> None:
    """As python-dateutil says it, which boto3 brings."""
    classifiers = "Classifier: License :: OSI Approved :: BSD License\nClassifier: License :: Dual License\n"
    about = f"Name: thing\nVersion: 1.0\nLicense: Dual License\n{classifiers}"
    (tmp_path / "thing-1.0.dist-info").mkdir()
    (tmp_path / "thing-1.0.dist-info" / "METADATA").write_text(about)
    (package,) = read_packages(tmp_path)
    assert package.licences == ("BSD License",)


def test_the_judge_s_layer_holds_the_botocore_that_its_transport_is_tested_with() -> None:
    """The transport uses private names of botocore and urllib3."""
    lock = (ROOT / "layers" / "judge" / "requirements.txt").read_text()
    for package in ("boto3", "botocore", "urllib3"):
        assert f"{package}=={version(package)} " in lock
