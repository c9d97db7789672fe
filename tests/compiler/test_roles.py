"""Files of roles: a fault in one is named."""

from pathlib import Path

import pytest

from compiler.compile import ROOT
from compiler.errors import CompileError
from compiler.experiment.schema import schema_text
from compiler.roles.file import check_region, read_roles
from compiler.roles.job_roles import JobRoles
from compiler.roles.schema import SCHEMA_FILE

FILE = "kinds: [bedrock]\ndata: ['s3://rows/train/']\noutput: s3://rows/out\n"


def write(folder: Path, text: str, name: str = "tone") -> Path:
    for sub in ("experiments", "roles"):
        (folder / sub).mkdir(exist_ok=True)
    (folder / "experiments/tone.yaml").write_text("reward: sentiment\n")
    (folder / f"roles/{name}.yaml").write_text(text)
    return folder


def test_a_file_is_read_with_its_name(tmp_path: Path) -> None:
    assert read_roles(tmp_path) == []
    (only,) = read_roles(write(tmp_path, FILE))
    assert (only.name, only.buckets, only.read, only.written) == (
        "tone",
        ["rows"],
        ["rows/train/*", "rows/out/*"],
        "rows/out/*",
    )


@pytest.mark.parametrize(
    ("place", "objects"),
    [("s3://rows", "rows/*"), ("s3://rows/", "rows/*"), ("s3://rows/a/b/", "rows/a/b/*"), ("s3://r0w/a.b", "r0w/a.b")],
)
def test_a_place_is_a_bucket_a_folder_or_one_file(place: str, objects: str) -> None:
    made = JobRoles(name="tone", kinds=["bedrock"], data=[place], output="s3://out/x/")
    assert made.read == [objects, "out/x/*"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: tone\n" + FILE, "roles/tone.yaml: name: the file's name is the experiment's name; remove the field"),
        (FILE.replace("bedrock", "hyperpod"), "roles/tone.yaml: kinds.0: got 'hyperpod' (str), expected one of 'bedr"),
        (FILE.replace("[bedrock]", "[]"), "roles/tone.yaml: kinds: got [] (list), expected a list of 1 to 4"),
        (FILE.replace("[bedrock]", "[bedrock, bedrock]"), "roles/tone.yaml: kinds: got"),
        (FILE.replace("s3://rows/train/", "s3://*"), "roles/tone.yaml: data.0: got 's3://*' (str), expected text"),
        (FILE.replace("s3://rows/train/", "s3://rows/*"), "roles/tone.yaml: data.0: got 's3://rows/*' (str), expected"),
        (FILE.replace("s3://rows/train/", "s3://rows/?"), "roles/tone.yaml: data.0: got 's3://rows/?' (str), expected"),
        (FILE.replace("s3://rows/train/", "s3://rows/${x}"), "roles/tone.yaml: data.0: got"),
        (FILE.replace("s3://rows/out", "rows/out"), "roles/tone.yaml: output: got 'rows/out' (str), expected text"),
        (FILE + "kms_key_arns: ['*']\n", "roles/tone.yaml: kms_key_arns.0: got '*' (str), expected text, like 'arn:"),
        (FILE + "bucket: rows\n", "roles/tone.yaml: bucket: unknown field"),
    ],
)
def test_what_is_wrong_is_told_by_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CompileError) as refused:
        read_roles(write(tmp_path, text))
    assert says in str(refused.value)


def test_a_file_of_no_experiment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CompileError, match=r"roles/ton\.yaml: got no experiment of this name; did you mean 'tone'"):
        read_roles(write(tmp_path, FILE, "ton"))


def test_a_training_role_needs_a_region_with_novas_images() -> None:
    roles = JobRoles(name="tone", kinds=["training"], data=["s3://rows/"], output="s3://rows/out")
    check_region(roles, "us-east-1")
    with pytest.raises(CompileError, match="got training and an experiment in eu-west-1, expected one of us-east-1"):
        check_region(roles, "eu-west-1")


def test_the_schema_for_editors_is_current() -> None:
    assert (ROOT / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text(JobRoles)
