"""Only the pinned CDK CLI is run."""

import json
from pathlib import Path

import pytest

from rft.failures import CallError
from rft.local import cdk


def _repository(folder: Path, installed: str) -> None:
    (folder / "package.json").write_text(json.dumps({"devDependencies": {"aws-cdk": "2.1148.1"}}), "utf-8")
    package = folder / "node_modules" / "aws-cdk"
    (package / "bin").mkdir(parents=True)
    (package / "bin" / "cdk").touch()
    (package / "package.json").write_text(json.dumps({"version": installed}), "utf-8")
    (folder / "node_modules" / ".bin").mkdir()
    (folder / "node_modules" / ".bin" / "cdk").symlink_to("../aws-cdk/bin/cdk")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cdk, "ROOT", tmp_path)
    monkeypatch.setattr("sys.executable", str(tmp_path / "bin" / "python"))
    return tmp_path


def test_the_pinned_cli_is_found_behind_its_link(repository: Path) -> None:
    _repository(repository, "2.1148.1")
    assert cdk.find() == repository / "node_modules" / "aws-cdk" / "bin" / "cdk"


def test_another_version_is_refused_with_what_to_do(repository: Path) -> None:
    _repository(repository, "3.0.0")
    with pytest.raises(CallError, match=r"got version 3\.0\.0, expected 2\.1148\.1 .*; run `make setup`"):
        cdk.find()


def test_a_missing_cli_is_reported_with_what_to_do(repository: Path) -> None:
    (repository / "package.json").write_text('{"devDependencies": {"aws-cdk": "2.1148.1"}}', "utf-8")
    with pytest.raises(CallError, match=r"none found, expected aws-cdk 2\.1148\.1; run `make setup`"):
        cdk.find()


def test_the_warnings_of_the_synthesis_are_found_in_the_output() -> None:
    output = (
        "x: layer judge: 17.6 MB zipped\n"
        "WARNING judge.requests_per_minute: got 300 (of 12 (a share)), expected 385 (Annotation)\n"
        "   NovaReward-x aws-cdk-lib.Stack\n"
        "   Acknowledge with 'Annotation::nova-reward-kit:judge-quota'\n"
        "WARNING judge.requests_per_minute: got 300 (of 12 (a share)), expected 385 (Annotation)\n"
        "WARNING another\n"
        "no WARNING here\n"
    )
    assert cdk.warnings_in(output) == ("judge.requests_per_minute: got 300 (of 12 (a share)), expected 385", "another")
