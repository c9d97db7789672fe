"""The workflows of GitHub: whom they trust, and the output of their scripts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))


def test_the_linter_of_workflows_finds_nothing() -> None:
    """It knows of injection, of permissions that are too wide, of credentials left behind, and more."""
    linter = Path(sys.executable).with_name("zizmor")
    ran = subprocess.run(
        [linter, "--offline", "--persona=pedantic", FOLDER], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_by_a_digest_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"^ *-? ?uses: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+", action) or action.startswith("./")


def run(script: str, folder: Path, cdk: str, **variables: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a script with ``cdk`` as the command line; return its result, and its text in GitHub's file."""
    program, written = folder / ".venv/bin/cdk", folder / "written"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{cdk}\n")
    program.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "GITHUB_OUTPUT": str(written), "GITHUB_STEP_SUMMARY": str(written)}
    ran = subprocess.run(
        ["bash", FOLDER / script], cwd=folder, env=environment | variables, capture_output=True, text=True, check=False
    )
    return ran, written.read_text(encoding="utf-8") if written.exists() else ""


def test_the_comment_holds_a_part_for_each_experiment(tmp_path: Path) -> None:
    warning = "current credentials could not be used to assume 'arn:aws:iam::1:role/cdk-lookup', but are for the right"
    ran, written = run("diff.sh", tmp_path, f'echo "{warning}" >&2; echo "[~] $*"', EXPERIMENTS="sentiment gsm8k")
    assert ran.returncode == 0, ran.stderr
    for name in ("sentiment", "gsm8k"):
        asked = f"[~] diff NovaReward-{name} -c experiment={name} --method=template --no-color"
        assert f"### cdk diff NovaReward-{name}\n~~~~diff\n{asked}\n~~~~\n" in written
    first, *_, last = written.splitlines()
    assert first == f"text<<{last}"
    assert re.fullmatch("[0-9a-f]{32}", last)


@pytest.mark.parametrize("padding", ["", "x", "xx"])
def test_a_comment_that_would_be_too_long_is_cut_between_characters(tmp_path: Path, padding: str) -> None:
    """Each character takes three bytes, so that two of the three paddings cut one in pieces."""
    cdk = f"printf '{padding}'; yes 肯定的です | head -n 5000 | tr -d '\\n'; echo"
    ran, written = run("diff.sh", tmp_path, cdk, EXPERIMENTS="sentiment")
    assert ran.returncode == 0, ran.stderr
    assert len(written.encode()) < 65_536
    first, *_, rest, last = written.splitlines()
    assert rest == "The rest is in the log of the job."
    assert first == f"text<<{last}"


def test_a_comparison_that_fails_is_no_comment(tmp_path: Path) -> None:
    ran, written = run("diff.sh", tmp_path, 'echo "$*"; case "$*" in *bad*) exit 1;; esac', EXPERIMENTS="bad sentiment")
    assert ran.returncode == 1
    assert "diff NovaReward-sentiment" in ran.stdout
    assert written == ""


def test_the_summary_lists_the_outputs_of_each_experiment(tmp_path: Path) -> None:
    cdk = 'echo "{\\"asked\\": \\"$*\\"}" > outputs.json'
    ran, written = run("deploy.sh", tmp_path, cdk, EXPERIMENTS="sentiment gsm8k")
    assert ran.returncode == 0, ran.stderr
    for name in ("sentiment", "gsm8k"):
        assert f"### {name}\n```json\n" in written
        assert f"deploy NovaReward-{name} -c experiment={name} --require-approval never" in written


def test_a_deployment_that_fails_ends_the_run(tmp_path: Path) -> None:
    ran, written = run("deploy.sh", tmp_path, "exit 1", EXPERIMENTS="sentiment gsm8k")
    assert (ran.returncode, written) == (1, "")


@pytest.mark.parametrize("script", ["diff.sh", "deploy.sh"])
def test_without_experiments_a_script_says_what_to_set(tmp_path: Path, script: str) -> None:
    ran, _ = run(script, tmp_path, "true", EXPERIMENTS="")
    assert ran.returncode != 0
    assert "set the repository variable EXPERIMENTS" in ran.stderr
