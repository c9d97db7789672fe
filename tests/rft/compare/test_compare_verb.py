"""`rft compare` as a user runs it: between two experiments, and between two git revisions."""

import json
import subprocess
from pathlib import Path

import pytest

from rft.compare.named import side_of
from rft.compare.side import Side
from rft.compare.verb import compare
from rft.failures import CallError
from tests.rft.score.conftest import LABELS, Kit, copied, kit

__all__ = ["copied", "kit"]
LENIENT = LABELS.replace("boxed()", "boxed(on_conflict='last')")


def _git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def _rows(kit: Kit) -> None:
    said = [r"\boxed{yes}", r"\boxed{no}", r"\boxed{no} \boxed{yes}", r"\boxed{yes}"]
    kit.rows(
        "rows.jsonl",
        [
            {"id": f"r{at}", "prompt": f"Q{at // 2}?", "completion": each, "reference_answer": "yes"}
            for at, each in enumerate(said)
        ],
    )


def test_a_reward_is_compared_with_its_last_revision(kit: Kit) -> None:
    _rows(kit)
    kit.reward("tea", LENIENT)
    if not (kit.root / ".git").exists():
        _git(kit.root, "init", "-q")
    _git(kit.root, "add", "rft", "compiler", "lambda_src", "localaws", "layers", "experiments", "package-lock.json")
    _git(kit.root, "commit", "-q", "-m", "before")
    kit.reward("tea", LABELS)
    done = kit.run("compare", "tea@HEAD", "tea", "rows.jsonl", "--json", "--report", "page.html")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [each["before"] for each in told["samples"]] == [1.0, 0.0, 1.0, 1.0]
    assert [each["after"] for each in told["samples"]] == [1.0, 0.0, 0.0, 1.0]
    assert told["shifts"]["outcomes"] == [["scored", "no_answer", 1]]
    assert (told["groups"]["groups"], told["groups"]["ties_broken"], told["groups"]["flat"]) == (2, 1, [1, 0])
    assert "<h1>tea@HEAD and tea</h1>" in (kit.root / "page.html").read_text()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sentiment@no-such", "got the revision 'no-such', expected a commit that git knows"),
        ("sentiment@", "got the revision '', expected a commit that git knows"),
        ("sentiment@--help", "got the revision '--help', expected a commit"),
        ("sentiment@HEAD:rft", "got the revision 'HEAD:rft', expected a commit"),
        ("local: sentiment", "got the experiment ' sentiment', expected one in experiments/: .*sentiment"),
        ("aws:", "got the experiment '', expected one in experiments/"),
        ("sentimnt", "got the experiment 'sentimnt', expected one in experiments/: .*sentiment"),
        (
            "Local:sentiment",
            "got the place .Local., expected local or aws; the forms are EXPERIMENT, EXPERIMENT@REVISI",
        ),
        ("local:sentiment@HEAD", "got a git revision of a deployed function, expected EXPERIMENT"),
        ("arn:aws:lambda:us-east-1:12345:function:SageMaker-reward-sentiment-01234567", "expected arn:aws:lambda:REG"),
        ("arn:aws:lambda:us-east-1:000000000000:function:other", "got a function named 'other', expected SageMaker-"),
        (
            "arn:aws:lambda:us-east-1:000000000000:function:SageMaker-reward-nosuch-01234567",
            "got a function named .* with an experiment of experiments/ as its label: .*sentiment",
        ),
    ],
)
def test_a_name_that_is_no_side_is_refused_with_the_forms_that_are(name: str, says: str) -> None:
    with pytest.raises(CallError, match=says), side_of(name):
        pass


def test_functions_are_sides_of_their_experiment_and_place() -> None:
    arn = "arn:aws:lambda:us-east-1:{}:function:SageMaker-reward-dev-sentiment-01234567:prod"
    wanted = {"local:sentiment": "--local", "aws:sentiment": "--aws"}
    wanted |= {arn.format("0" * 12): "--local", arn.format("123456789012"): "--aws"}
    for name, place in wanted.items():
        with side_of(name) as side:
            assert (side.experiment, side.place) == ("sentiment", place)


def test_the_same_side_twice_is_refused(kit: Kit) -> None:
    with pytest.raises(CallError, match="got the same side twice, expected two, such as tea@HEAD and tea"):
        compare("tea", "tea")


@pytest.mark.parametrize(
    ("source", "option"), [('"--by-model", "--aws"', "--by-model"), ('typer.Option("--aws")', "--aws"), ("", None)]
)
def test_an_older_revision_is_asked_by_its_own_option(tmp_path: Path, source: str, option: str | None) -> None:
    verb = tmp_path / "rft" / "score" / "verb.py"
    verb.parent.mkdir(parents=True)
    verb.write_text(source)
    # A verb that tells how it was called.
    (tmp_path / "rft" / "__init__.py").write_text("")
    (tmp_path / "rft" / "__main__.py").write_text(
        "import json, sys\nprint(json.dumps({'samples': [], 'judge': ' '.join(sys.argv[1:])}))"
    )
    side = Side("tea@old", "tea", tmp_path, "tea")
    if option is None:
        with pytest.raises(CallError, match="tea@old: got --by-model, which this revision does not know; compare with"):
            side.results(tmp_path, ["--by-model"], attacks=False)
    else:
        told = side.results(tmp_path, ["--by-model", "--yes"], attacks=False).judge
        assert told == f"score tea {tmp_path} --json --show 0 {option} --yes"
