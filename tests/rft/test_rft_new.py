"""`rft new` makes experiments that are whole at once: they rehearse, score, and pass their own test."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from compiler.compile import compile_experiment
from compiler.experiment.file import read_experiment
from rft.new import verb
from rft.new.fork import forked
from rft.new.kind import Kind
from rft.repository import ROOT
from tests.compiler.made_kit import Kit, make_kit

Rft = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("new") / "kit"


@pytest.fixture
def kit(place: Path, monkeypatch: pytest.MonkeyPatch) -> Kit:
    made = make_kit(place)
    monkeypatch.setattr(verb, "ROOT", made.root)
    return made


def own_tests(kit: Kit) -> CompletedProcess[str]:
    """Run the tests that came with the rewards, as they would run in the kit."""
    path = os.pathsep.join([str(kit.lambda_src), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "tests/rewards"],
        cwd=kit.root,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_kind_rehearses_and_passes_a_test_that_can_fail(rft: Rft, kit: Kit) -> None:
    kit.layer("judge", ROOT / ".build")
    for kind in Kind:
        done = rft("new", f"tone-{kind}", "--kind", kind)
        assert (done.returncode, done.stderr) == (0, "")
        compiled = compile_experiment(f"tone-{kind}", root=kit.root)
        assert compiled.rehearsal is not None
        assert compiled.rehearsal.rows == 6
        assert compiled.rehearsal.dangers == ()
        assert bool(compiled.judged) == (kind is Kind.JUDGED)
        assert "new_reward" not in (kit.root / f"tests/rewards/test_tone_{kind}.py").read_text()
    assert own_tests(kit).returncode == 0

    reward = kit.lambda_src / "rewards" / "tone_labels.py"
    reward.write_text(reward.read_text().replace('"urgent", ', ""))
    assert "1 failed" in own_tests(kit).stdout


def test_a_fork_has_its_origins_revision_and_says_so(rft: Rft, kit: Kit) -> None:
    text = "# ours\nreward: first # best\nmemory_mb: 256 # enough\ndescription: the first\n"
    kit.experiment("one", text)
    assert rft("new", "one-strict", "--from", "one").returncode == 0
    fork = (kit.root / "experiments" / "one-strict.yaml").read_text()
    origin = compile_experiment("one", root=kit.root)
    assert fork == text.replace("# best\n", f"# best\nforked_from: one@{origin.revision}\n")
    assert compile_experiment("one-strict", root=kit.root).revision == origin.revision
    # Of a fork's fork the line names the fork.
    assert rft("new", "one-stricter", "--from", "one-strict").returncode == 0
    assert read_experiment("one-stricter", kit.root).forked_from == f"one-strict@{origin.revision}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tone"], "new: got neither, expected one of --from EXPERIMENT and --kind labels|number|json|judged|function"),
        (["tone", "--from", "one", "--kind", "json"], "new: got both, expected one of --from"),
        (["Tone", "--kind", "json"], "name: got 'Tone', expected 1 to 32 lower-case letters"),
        (["lambda", "--kind", "json"], "name: got 'lambda', expected 1 to 32 lower-case letters"),
        (["tone-base", "--kind", "json"], "expected no end like '-base'"),
        (["one", "--kind", "json"], "name: experiments/one.yaml is there already, expected a new name"),
        (["first", "--kind", "json"], "name: lambda_src/rewards/first.py is there already; fork its experiment"),
        (["tone", "--from", "nope"], "experiment: got 'nope', expected the name of a file"),
    ],
)
def test_a_wrong_call_writes_nothing(rft: Rft, kit: Kit, arguments: list[str], message: str) -> None:
    before = sorted(kit.root.rglob("*.yaml"))
    done = rft("new", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert sorted(kit.root.rglob("*.yaml")) == before


def test_data_that_is_there_is_not_written_over(rft: Rft, kit: Kit) -> None:
    kit.rows("tone", [("yes", "yes")])
    done = rft("new", "tone", "--kind", "labels")
    assert (done.returncode, "name: data/tone.jsonl is there already" in done.stderr) == (2, True)
    assert not (kit.root / "experiments" / "tone.yaml").exists()


def test_the_line_of_the_origin_replaces_an_older_one() -> None:
    text = "reward: a\nforked_from: old@00000000\ndescription: b\n"
    assert forked(text, "one", "1234abcd") == "reward: a\nforked_from: one@1234abcd\ndescription: b\n"
