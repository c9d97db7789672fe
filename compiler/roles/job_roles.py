"""The model of ``roles/<experiment>.yaml``: the kinds of jobs that get a role, and the places in S3 that they use."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from compiler.experiment.block import Block

__all__ = ["JobKind", "JobRoles"]

JobKind = Literal["bedrock", "training", "serverless", "scorer"]
S3Place = Annotated[
    str,
    Field(
        pattern=r"^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[-!_'().a-zA-Z0-9]+)*/?$",
        max_length=1024,
        examples=["s3://rows/train/"],
    ),
]
KeyArn = Annotated[
    str,
    Field(
        pattern=r"^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$",
        examples=["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ),
]


class JobRoles(Block):
    """The roles under which an experiment's jobs run. Each reaches these places, and this experiment's functions."""

    name: str
    """Name of the experiment: the file's name without ``.yaml``. It is never a field in the file."""
    kinds: list[JobKind] = Field(min_length=1, max_length=4, examples=[["bedrock", "training"]])
    """Kinds of jobs, with a role for each: bedrock, training (also evaluations by a recipe), serverless, and scorer
    (evaluations by a custom scorer, whose role runs a pipeline too)."""
    data: list[S3Place] = Field(min_length=1, max_length=20, examples=[["s3://rows/train/"]])
    """Places that the jobs read: a folder, with a slash at its end, or one file."""
    output: S3Place = Field(examples=["s3://rows/out/"])
    """The folder that the jobs write to, and read their recipe from."""
    kms_key_arns: list[KeyArn] = Field(
        default_factory=list[KeyArn],
        max_length=10,
        examples=[["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]],
    )
    """Keys with which these places are encrypted."""

    @field_validator("kinds", "data", "kms_key_arns")
    @classmethod
    def _each_once(cls, listed: list[str]) -> list[str]:
        if len(set(listed)) < len(listed):
            raise ValueError("each once; remove the repeated one")
        return listed

    @property
    def buckets(self) -> list[str]:
        """The buckets of all places, sorted."""
        return sorted({_bucket(place) for place in (*self.data, self.output)})

    @property
    def read(self) -> list[str]:
        """The objects that jobs read, as IAM has them after ``arn:aws:s3:::``."""
        folder = self.written
        return [_objects(place) for place in self.data if _objects(place) != folder] + [folder]

    @property
    def written(self) -> str:
        """The objects that jobs write."""
        return f"{self.output.removeprefix('s3://').rstrip('/')}/*"


def _bucket(place: str) -> str:
    return place.removeprefix("s3://").partition("/")[0]


def _objects(place: str) -> str:
    """Return everything in a folder or a bucket, or the one file."""
    path = place.removeprefix("s3://")
    return path if "/" in path and not path.endswith("/") else f"{path.rstrip('/')}/*"
