"""The model of ``experiments/<name>.yaml``: one deployment of one reward."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from compiler.alarms.settings import AlarmSettings
from compiler.experiment.block import Block
from compiler.experiment.job import Job
from compiler.experiment.shadow import REWARD_NAME, Shadow
from compiler.judge.block import REGION, Judge

EXPERIMENT_NAME = r"^[a-z][a-z0-9-]*$"
MIN_WEIGHT, MAX_WEIGHT = 1e-6, 1e6
"""Twelve orders of magnitude: far from where a sum of weights overflows or loses one of them."""
LAYER_NAME = r"^[a-z][a-z0-9-]*$"
MAX_LAYERS = 5
"""Layers of one function, Lambda Insights' own among them (Lambda quotas)."""
KIT_TAGS = ("project", "experiment")
"""Keys of the tags that the kit sets itself."""


def _not_reserved(text: str) -> str:
    """Refuse AWS's own prefix, in any case, in keys and values (IAM User Guide, Rules for tagging)."""
    if text.lower().startswith("aws:"):
        raise ValueError("text that does not start with 'aws:', which AWS reserves")
    return text


def _not_the_kits(key: str) -> str:
    """Refuse the kit's own keys, in any case, as the keys of a role's tags do not differ by case alone."""
    if key.lower() in KIT_TAGS:
        raise ValueError(f"a key other than {' and '.join(KIT_TAGS)}, which the kit sets itself; remove the tag")
    return key


def _no_layer_twice(names: list[str]) -> list[str]:
    """Refuse a repeated layer, which Lambda refuses too."""
    if len(set(names)) < len(names):
        raise ValueError("each layer once; remove the repeated one")
    return names


LogRetentionDays = Literal[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
]
Weight = Annotated[float, Field(ge=MIN_WEIGHT, le=MAX_WEIGHT, allow_inf_nan=False)]
TagKey = Annotated[
    str, Field(min_length=1, max_length=128), AfterValidator(_not_reserved), AfterValidator(_not_the_kits)
]
TagValue = Annotated[str, Field(max_length=256), AfterValidator(_not_reserved)]
LayerName = Annotated[str, Field(pattern=LAYER_NAME, max_length=32, examples=["math"])]
SubnetId = Annotated[str, Field(pattern=r"^subnet-[0-9a-f]+$", examples=["subnet-0123456789abcdef0"])]
SecurityGroupId = Annotated[str, Field(pattern=r"^sg-[0-9a-f]+$", examples=["sg-0123456789abcdef0"])]


class VpcPlacement(Block):
    """The subnets and security groups that the function runs in."""

    subnet_ids: list[SubnetId] = Field(min_length=1, max_length=16)
    """Subnets, 1 to 16 (Lambda API reference, VpcConfig)."""
    security_group_ids: list[SecurityGroupId] = Field(min_length=1, max_length=5)
    """Security groups, 1 to 5 (Lambda API reference, VpcConfig)."""


class Experiment(Block):
    """One deployment of one reward. Copy the file to fork it: a second stack stands beside the first."""

    name: str = Field(pattern=EXPERIMENT_NAME, max_length=32, examples=["sentiment-strict"])
    """Name of the experiment: the file's name without ``.yaml``; never a field in the file."""
    reward: str = Field(pattern=REWARD_NAME, max_length=64, examples=["sentiment"])
    """Reward that scores: the name of a file in lambda_src/rewards/ without .py."""
    description: str = Field(min_length=1, max_length=200)
    """What this experiment is for, in one sentence; 200 characters leave room within Lambda's 256."""
    region: str = Field(default="us-east-1", pattern=REGION, max_length=25, examples=["us-east-1"])
    """AWS region of the stack: the region of the training job."""
    runtime: Literal["python3.12", "python3.13", "python3.14"] = "python3.13"
    """Lambda runtime; part of the RewardHash, as another Python can score differently."""
    architecture: Literal["arm64", "x86_64"] = "arm64"
    """Processor of the function; part of the RewardHash."""
    memory_mb: int = Field(default=512, ge=128, le=10240)
    """Memory in MB, 128 to 10240 (Lambda quotas); the processor's share grows with it."""
    timeout_seconds: int = Field(default=60, ge=1, le=900)
    """Longest run of one invocation in seconds, 1 to 900 (Lambda quotas)."""
    weights: dict[str, Weight] = Field(default_factory=dict[str, Weight])
    """Weights that replace the reward's own, by dimension; each from 0.000001 to 1000000."""
    layers: Annotated[list[LayerName], AfterValidator(_no_layer_twice)] = Field(
        default_factory=list[LayerName], max_length=MAX_LAYERS
    )
    """Third-party packages of the reward: names of folders in layers/, at most 5 (Lambda quotas)."""
    on_bad_row: Literal["floor", "raise"] = "floor"
    """What a row that cannot be scored does: the reward's floor, flagged, or an error of the whole batch."""
    on_failure: Literal["raise", "neutral"] = "raise"
    """What a judge without a verdict does: fails the batch, which the job sends again, or neutral_value, flagged."""
    neutral_value: float | None = Field(default=None, ge=-1e6, le=1e6, allow_inf_nan=False)
    """Reward of a sample that was not judged, within the reward's range; with on_failure: neutral only."""
    max_fallback_share: float = Field(default=0.01, ge=0, le=1)
    """Most of a batch that may get neutral_value, 0 to 1; beyond it the batch fails. With on_failure: neutral only."""
    reply: Literal["list", "envelope"] = "list"
    """Form of the reply: list for Nova jobs, envelope ({statusCode, body}) for open-weight jobs."""
    judge: Judge | None = None
    """Model that judges; for rewards with a judged dimension, and then required."""
    shadow: Shadow | None = None
    """A second reward that scores some of the samples for the log alone; without it there is none."""
    job: Job = Field(default_factory=Job)
    """What the training job is set to; for the sums that are made before anything is deployed."""
    alarms: AlarmSettings = Field(default_factory=AlarmSettings)
    """When somebody is told that the training signal is bad, and who; none of it changes a score."""
    keep_revisions: bool = True
    """Whether a replaced revision stays callable for the jobs that started with it."""
    tags: dict[TagKey, TagValue] = Field(default_factory=dict[TagKey, TagValue], max_length=48)
    """Tags beside the kit's own two: at most 48, keys to 128, values to 256 characters, none aws: (AWS Tagging)."""
    log_retention_days: LogRetentionDays = 90
    """Days that logs are kept: a value that CloudWatch Logs allows (API reference, PutRetentionPolicy)."""
    log_kms_key_arn: str | None = Field(
        default=None,
        pattern=r"^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$",
        examples=["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    )
    """ARN of the KMS key that encrypts the log group; without it CloudWatch Logs uses its own."""
    reserved_concurrency: int | None = Field(default=None, ge=1)
    """Concurrent runs set aside for this function, and its most; without it the account's pool."""
    vpc: VpcPlacement | None = None
    """Subnets and security groups to run in; without it the function runs outside any VPC of yours."""
    lambda_insights: bool = False
    """Whether the Lambda Insights extension reports memory and processor use; slower cold starts."""
