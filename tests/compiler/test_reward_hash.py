"""The revision changes with everything that can change a score, and with nothing else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compiler.alarms.settings import AlarmSettings
from compiler.compile import ROOT, compile_experiment
from compiler.compiled import CompiledExperiment
from compiler.experiment.experiment import Experiment, VpcPlacement
from compiler.experiment.file import read_experiment
from compiler.experiment.job import Job
from compiler.experiment.shadow import Shadow
from compiler.experiment.shadow_check import rewards_of
from compiler.judge.block import Judge
from compiler.judge.guardrail import Guardrail
from compiler.judge.second import SecondJudge
from compiler.layers.digest import layer_digest
from compiler.layers.lock import LayerLock, read_locks
from compiler.package.asset import collect_asset
from compiler.package.bytecode import bytecode_digest
from compiler.reward_hash import JUDGE_SCORING_FIELDS, SCORING_FIELDS, reward_hash
from compiler.sandbox.block import Sandbox
from tests.compiler.made_kit import Kit, make_kit

OTHER: dict[str, Any] = {
    "layers": ["schema"],
    "name": "other",
    "reward": "second",
    "description": "another",
    "forked_from": "sentiment@f92a1f6f",
    "region": "ap-northeast-1",
    "runtime": "python3.12",
    "architecture": "x86_64",
    "memory_mb": 1024,
    "timeout_seconds": 61,
    "weights": {"correct": 0.9},
    "on_bad_row": "raise",
    "on_failure": "neutral",
    "neutral_value": 0.5,
    "max_fallback_share": 0.02,
    "judge": Judge(model="amazon.nova-lite-v1:0", requests_per_minute=60),
    "shadow": Shadow(reward="second"),
    "sandbox": Sandbox(),
    "require_evidence": True,
    "job": Job(concurrency=100),
    "alarms": AlarmSettings(zero_share=0.7),
    "reply": "envelope",
    "tags": {"a": "b"},
    "log_retention_days": 30,
    "log_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/1234",
    "reserved_concurrency": 3,
    "vpc": VpcPlacement(subnet_ids=["subnet-1"], security_group_ids=["sg-1"]),
    "lambda_insights": True,
    "log_share": 0.05,
    "tracing": True,
}
FAILURE = {"on_failure", "neutral_value", "max_fallback_share"}
BLOCKS = {"judge", "shadow", "sandbox"}
SCORING = {"reward", "weights", "on_bad_row", "reply", "runtime", "architecture", "layers"} | BLOCKS | FAILURE
JUDGE = Judge(model="amazon.nova-lite-v1:0", requests_per_minute=60)
OTHER_JUDGE: dict[str, Any] = {
    "model": "amazon.nova-pro-v1:0",
    "endpoint": "judge",
    "inference_component": "other",
    "omit": ["temperature"],
    "guardrail": Guardrail(id="abc", version=1),
    "enforced_guardrails": ["abc"],
    "region": "us-west-2",
    "destination_regions": ["us-west-2"],
    "made_from": "amazon.nova-lite-v1:0",
    "max_tokens": 200,
    "requests_per_minute": 600,
    "tokens_per_minute": 1000,
    "structured": True,
    "hedge": False,
    "canary_share": 0.0,
    "latency_p50_seconds": 1.0,
    "latency_p99_seconds": 9.0,
    "input_usd_per_million_tokens": 0.3,
    "output_usd_per_million_tokens": 2.5,
    "second": SecondJudge(model="amazon.nova-pro-v1:0"),
}


def digest(kit: Kit, name: str = "one") -> str:
    """Return the RewardHash as ``compile_experiment`` makes it, without the rehearsal and the trial start."""
    experiment = read_experiment(name, kit.root)
    asset = collect_asset(kit.lambda_src, *rewards_of(experiment))
    return reward_hash(experiment, asset)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledExperiment:
    """The experiment ``one`` of a kit that nobody changes."""
    return compile_experiment("one", root=make_kit(tmp_path_factory.mktemp("compiled") / "kit").root)


def test_an_experiment_compiles_to_the_hash_of_its_file_and_its_code(compiled: CompiledExperiment) -> None:
    root = compiled.asset.root.parent
    assert digest(Kit(root)) == compiled.reward_hash


@pytest.mark.parametrize("field", Experiment.model_fields)
def test_a_field_changes_the_hash_only_where_it_scores(compiled: CompiledExperiment, field: str) -> None:
    changed = Experiment.model_validate({**dict(compiled.experiment), field: OTHER[field]})
    assert getattr(changed, field) != getattr(compiled.experiment, field)
    assert (reward_hash(changed, compiled.asset) != compiled.reward_hash) == (field in SCORING)


def test_the_scoring_fields_are_these() -> None:
    assert {*SCORING_FIELDS, *BLOCKS} == SCORING


@pytest.mark.parametrize("field", Judge.model_fields)
def test_a_field_of_the_judge_changes_the_hash_only_where_it_scores(compiled: CompiledExperiment, field: str) -> None:
    judged = compiled.experiment.model_copy(update={"judge": JUDGE})
    changed = compiled.experiment.model_copy(update={"judge": JUDGE.model_copy(update={field: OTHER_JUDGE[field]})})
    assert getattr(changed.judge, field) != getattr(judged.judge, field)
    scores = field in {"model", "endpoint", "inference_component", "guardrail", "omit", "max_tokens", "structured"}
    # A second judge scores nothing, but it is called by the function that scores: as a shadow, it is another revision.
    scores |= field == "second"
    assert (reward_hash(changed, compiled.asset) != reward_hash(judged, compiled.asset)) == scores
    # The fields to omit are hashed as they are in the end, also if the experiment does not name them.
    assert (field in JUDGE_SCORING_FIELDS) == (scores and field not in ("omit", "second"))


def test_a_second_judge_is_hashed_by_its_model_and_not_by_share_or_pace(
    compiled: CompiledExperiment,
) -> None:
    def hashed(**fields: Any) -> str:
        second = SecondJudge.model_validate({"model": "amazon.nova-pro-v1:0", **fields})
        judge = JUDGE.model_copy(update={"second": second})
        return reward_hash(compiled.experiment.model_copy(update={"judge": judge}), compiled.asset)

    assert hashed() == hashed(share=0.5) == hashed(requests_per_minute=9, tokens_per_minute=99)
    assert hashed() != hashed(model="amazon.nova-micro-v1:0")


def edit_handler(kit: Kit) -> None:
    (kit.lambda_src / "handler.py").write_text("x = 1\n")


def edit_runtime(kit: Kit) -> None:
    with (kit.lambda_src / "reward_runtime" / "reward.py").open("a") as file:
        file.write("\n")


def edit_reward(kit: Kit) -> None:
    kit.reward("first", correct=0.9)


def add_rubric(kit: Kit) -> None:
    (kit.lambda_src / "rewards" / "first.rubric.txt").write_text("Is it kind?")


def set_weight(kit: Kit) -> None:
    kit.experiment("one", "reward: first\ndescription: the first\nweights: {correct: 0.9}\n")


@pytest.mark.parametrize("change", [edit_handler, edit_runtime, edit_reward, add_rubric, set_weight])
def test_what_can_change_a_score_changes_the_revision(kit: Kit, change: Callable[[Kit], None]) -> None:
    before = digest(kit)
    change(kit)
    assert digest(kit) != before


def test_an_edited_rubric_and_a_renamed_one_change_the_revision(kit: Kit) -> None:
    add_rubric(kit)
    seen = [digest(kit)]
    rubric = kit.lambda_src / "rewards" / "first.rubric.txt"
    rubric.write_text("Is it true?")
    seen.append(digest(kit))
    rubric.rename(rubric.with_name("first.rules.txt"))
    seen.append(digest(kit))
    assert len(set(seen)) == 3


def edit_other_reward(kit: Kit) -> None:
    kit.reward("second", correct=5.0)


def add_experiment(kit: Kit) -> None:
    kit.experiment("three", "reward: first\ndescription: d\n")


def add_comment_and_tag(kit: Kit) -> None:
    kit.experiment("one", "# why\nreward: first\ndescription: the first\ntags: {a: b}\n")


def leave_bytecode(kit: Kit) -> None:
    cache = kit.lambda_src / "rewards" / "__pycache__"
    cache.mkdir()
    (cache / "other.cpython-313.pyc").write_bytes(b"x")


@pytest.mark.parametrize("change", [edit_other_reward, add_experiment, add_comment_and_tag, leave_bytecode])
def test_what_cannot_change_a_score_keeps_the_revision(kit: Kit, change: Callable[[Kit], None]) -> None:
    before = digest(kit)
    change(kit)
    assert digest(kit) == before


def test_a_stage_and_the_place_of_the_folder_keep_the_revision(kit: Kit, compiled: CompiledExperiment) -> None:
    assert compile_experiment("one", stage="dev", root=kit.root).revision == compiled.revision


def test_an_endpoint_in_another_region_is_another_judge(compiled: CompiledExperiment) -> None:
    here, there, own = (
        Judge(endpoint="judge", requests_per_minute=60, region=r) for r in ("us-east-1", "us-west-2", None)
    )

    def judged_by(**changes: Any) -> str:
        return reward_hash(compiled.experiment.model_copy(update=changes), compiled.asset)

    assert judged_by(judge=here) != judged_by(judge=there)
    there_too, here_too = (judged_by(judge=own, region=region) for region in ("us-west-2", "us-east-1"))
    assert there_too == judged_by(judge=there) != here_too


def test_the_order_of_weights_keeps_the_revision(kit: Kit) -> None:
    seen: set[str] = set()
    for weights in ("{correct: 2, well_formed: 1}", "{well_formed: 1.0, correct: 2.0}"):
        kit.experiment("one", f"reward: first\ndescription: d\nweights: {weights}\n")
        seen.add(digest(kit))
    assert len(seen) == 1


def test_another_layer_of_the_same_name_changes_the_hash(compiled: CompiledExperiment) -> None:
    of = [reward_hash(compiled.experiment, compiled.asset, [layer]) for layer in ("math-0a", "math-0b", "math-0a")]
    assert of[0] == of[2] != of[1]


@pytest.fixture
def builder(tmp_path: Path) -> Path:
    """A folder with the sources of layers."""
    copied = tmp_path / "builder"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "compiler" / "layers", copied / "compiler" / "layers", ignore=ignore)
    (copied / "compiler" / "package").mkdir()
    for file in ("package-lock.json", "compiler/package/bytecode.py", "compiler/package/bytecode.mjs"):
        shutil.copyfile(ROOT / file, copied / file)
    return copied


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("compiler/layers/install.py", True),
        ("compiler/package/bytecode.mjs", True),
        ("compiler/layers/notes.md", False),
        ("package-lock.json", False),
        ("compiler/compile.py", False),
    ],
)
def test_a_layer_s_digest_covers_its_builder_and_compiler(builder: Path, file: str, changes: bool) -> None:
    (lock,) = read_locks(["schema"], ROOT, "x")
    before = layer_digest(lock, builder)
    assert before == layer_digest(lock)
    with (builder / file).open("a") as edited:
        edited.write("\n")
    assert (layer_digest(lock, builder) != before) == changes


def test_both_digests_cover_the_pin_of_the_compiler(builder: Path) -> None:
    (lock,) = read_locks(["schema"], ROOT, "x")
    pins = builder / "package-lock.json"
    text = pins.read_text()
    pinned = json.loads(text)["packages"]["node_modules/pyodide"]["integrity"]
    before = layer_digest(lock, builder), bytecode_digest(builder)
    pins.write_text(text.replace(pinned, "sha512-another"))
    after = layer_digest(lock, builder), bytecode_digest(builder)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_another_compiler_of_bytecode_is_another_revision_where_bytecode_is_deployed(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(kit)
    monkeypatch.setattr("compiler.reward_hash.bytecode_digest", lambda: "another")
    assert digest(kit) != before
    kit.experiment("one", "reward: first\ndescription: d\nruntime: python3.12\n")
    other = digest(kit)
    monkeypatch.setattr("compiler.reward_hash.bytecode_digest", lambda: "a third")
    assert digest(kit) == other


def test_a_layer_s_digest_covers_its_lock(tmp_path: Path) -> None:
    digests: set[str] = set()
    for version in ("1.0", "1.1"):
        lock = LayerLock("tiny", tmp_path / "requirements.txt")
        lock.file.write_text(f"tiny=={version}\n")
        digests.add(layer_digest(lock))
    assert len(digests) == 2


def test_the_revision_is_made_from_the_digests_of_its_layers(kit: Kit, schema_layer: Path) -> None:
    kit.layer("schema", schema_layer)
    kit.experiment("one", "reward: first\ndescription: d\nlayers: [schema]\n")
    compiled = compile_experiment("one", root=kit.root)
    (layer,) = compiled.layers
    assert layer.folder.name == f"schema-{layer_digest(layer.lock)}"
    assert compiled.reward_hash == reward_hash(compiled.experiment, compiled.asset, [layer.folder.name])
