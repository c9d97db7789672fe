"""A layer's version, in the stack of the revision that uses it. The checks look at the shipped ones too."""

from pathlib import Path

import pytest

from tests.stacks.synthesis import Synthesised, read_assembly

LAYER = "AWS::Lambda::LayerVersion"


@pytest.fixture
def layered(assembly: Path) -> Synthesised:
    """The stack of the experiment with the layer ``schema``."""
    return read_assembly(assembly, "NovaReward-tool-plan")


def test_a_layer_of_pure_python_serves_both_architectures(layered: Synthesised) -> None:
    layer = layered.one(LAYER)
    assert layer["LayerName"] == "nova-reward-tool-plan-schema"
    assert layer["CompatibleRuntimes"] == ["python3.13"]
    assert layer["CompatibleArchitectures"] == ["arm64", "x86_64"]


def test_a_layer_with_machine_code_serves_its_own_architecture(changed: Synthesised) -> None:
    assert changed.one(LAYER)["CompatibleArchitectures"] == ["x86_64"]


def test_a_synthesis_says_what_each_layer_weighs(assembly: Path) -> None:
    said = (assembly / "stderr").read_text(encoding="utf-8")
    assert "tool-plan: layer schema: 0.1 MB zipped, 0.2 MB of Lambda's 250 MB unzipped" in said


def test_the_function_uses_the_layer_version(layered: Synthesised) -> None:
    resources = {name: each for template in layered.stacks.values() for name, each in template["Resources"].items()}
    (logical_id,) = (name for name, each in resources.items() if each["Type"] == LAYER)
    assert layered.one("AWS::Lambda::Function")["Layers"] == [{"Ref": logical_id}]
