"""A layer's version, and what becomes of it when another replaces it."""

import dataclasses
from pathlib import Path

import pytest
from aws_cdk import App

from compiler.compile import ROOT
from compiler.compiled import CompiledExperiment
from compiler.layers.build import build_layer
from compiler.layers.lock import read_locks
from stacks.checks.checked_app import add_checks, add_stack, checked_app
from tests.stacks.synthesis import FLAGS, sentiment, synthesise

LAYER = "AWS::Lambda::LayerVersion"


def layered(**changes: object) -> CompiledExperiment:
    (lock,) = read_locks(["schema"], ROOT, "x")
    layer = build_layer(lock, "arm64", ROOT)
    return dataclasses.replace(sentiment(layers=["schema"], **changes), layers=(layer,))


def test_a_layer_of_pure_python_serves_both_architectures(tmp_path: Path) -> None:
    layer = synthesise(layered(), tmp_path).one(LAYER)
    assert layer["LayerName"] == "reward-sentiment-schema"
    assert layer["CompatibleRuntimes"] == ["python3.13"]
    assert layer["CompatibleArchitectures"] == ["arm64", "x86_64"]


def test_a_layer_with_machine_code_serves_its_own_architecture(tmp_path: Path) -> None:
    compiled = layered()
    native = dataclasses.replace(compiled.layers[0], architecture="arm64")
    layer = synthesise(dataclasses.replace(compiled, layers=(native,)), tmp_path).one(LAYER)
    assert layer["CompatibleArchitectures"] == ["arm64"]


def test_a_synthesis_says_what_each_layer_weighs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked_app({**FLAGS, "experiment": "tool-plan"}, str(tmp_path))
    assert "tool-plan: layer schema: 0.1 MB zipped, 0.2 MB of Lambda's 250 MB unzipped" in capsys.readouterr().err


def test_the_function_uses_the_layer_version(tmp_path: Path) -> None:
    synthesised = synthesise(layered(), tmp_path)
    (logical_id,) = (key for key, one in synthesised.template["Resources"].items() if one["Type"] == LAYER)
    assert synthesised.one("AWS::Lambda::Function")["Layers"] == [{"Ref": logical_id}]


@pytest.mark.parametrize(("kept", "policy"), [(True, "Retain"), (False, "Delete")])
def test_a_version_outlives_its_replacement_where_revisions_are_kept(tmp_path: Path, kept: bool, policy: str) -> None:
    (layer,) = synthesise(layered(keep_revisions=kept), tmp_path).resources(LAYER)
    assert (layer["UpdateReplacePolicy"], layer["DeletionPolicy"]) == (policy, policy)


def test_the_checks_find_nothing_in_a_layer(tmp_path: Path) -> None:
    app = App(context=FLAGS, outdir=str(tmp_path))
    add_checks(app)
    add_stack(app, layered())
    app.synth()
