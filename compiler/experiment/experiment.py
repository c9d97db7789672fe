"""The model of ``experiments/<name>.yaml``: one deployment of one reward."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from compiler.alarms.settings import AlarmSettings
from compiler.experiment.block import Block
from compiler.experiment.job import Job
from compiler.experiment.region import Region
from compiler.experiment.shadow import REWARD_NAME, Shadow
from compiler.judge.block import Judge
from compiler.sandbox.block import Sandbox

EXPERIMENT_NAME = r"^[a-z][a-z0-9-]*$"
MAX_NAME_CHARS = 32
MIN_WEIGHT, MAX_WEIGHT = 1e-6, 1e6
"""Twelve orders of magnitude: far from sums of weights that overflow or lose one of them."""
LAYER_NAME = r"^[a-z][a-z0-9-]*$"
MAX_LAYERS = 5
"""Most layers of one function, including Lambda Insights' own (Lambda quotas)."""
KIT_TAGS = ("project", "experiment")
"""Keys of the tags that the kit sets itself."""


def _taggable(text: str) -> str:
    odd = next((each for each in text if not each.isalnum() and each not in " _.:/=+-@"), None)
    if odd is not None:
        raise ValueError(f"letters, digits, blanks and _ . : / = + - @ (IAM API reference, Tag), without {odd!r}")
    return text


def _not_reserved(text: str) -> str:
    """Refuse AWS's own prefix in keys and values, in upper or lower case (IAM User Guide, Rules for tagging)."""
    if text.lower().startswith("aws:"):
        raise ValueError("text that does not start with 'aws:', which AWS reserves")
    return text


def _not_the_kits(key: str) -> str:
    """Refuse the kit's own keys in upper or lower case, because a role's tag keys must differ in more than case."""
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
    str,
    Field(min_length=1, max_length=128),
    AfterValidator(_taggable),
    AfterValidator(_not_reserved),
    AfterValidator(_not_the_kits),
]
TagValue = Annotated[str, Field(max_length=256), AfterValidator(_taggable), AfterValidator(_not_reserved)]
LayerName = Annotated[str, Field(pattern=LAYER_NAME, max_length=32, examples=["math"])]
SubnetId = Annotated[str, Field(pattern=r"^subnet-[0-9a-f]+$", examples=["subnet-0123456789abcdef0"])]
SecurityGroupId = Annotated[str, Field(pattern=r"^sg-[0-9a-f]+$", examples=["sg-0123456789abcdef0"])]


class VpcPlacement(Block):
    """The subnets and security groups that the function runs in."""

    subnet_ids: list[SubnetId] = Field(
        min_length=1, max_length=16, examples=[["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]]
    )
    """Ids of the subnets (Lambda API reference, VpcConfig)."""
    security_group_ids: list[SecurityGroupId] = Field(min_length=1, max_length=5, examples=[["sg-0123456789abcdef0"]])
    """Ids of the security groups (Lambda API reference, VpcConfig)."""


class Experiment(Block):
    """One deployment of one reward. ``rft new NAME --from`` forks it."""

    name: str = Field(pattern=EXPERIMENT_NAME, max_length=MAX_NAME_CHARS, examples=["sentiment-strict"])
    """Name of the experiment: the file's name without ``.yaml``. It is never a field in the file."""
    reward: str = Field(pattern=REWARD_NAME, max_length=64, examples=["sentiment"])
    """Name of the reward that scores: a file in lambda_src/rewards/ without .py."""
    description: str = Field(min_length=1, max_length=200, examples=["Three-way sentiment of a sentence."])
    """Purpose of this experiment, in one sentence. It becomes the function's description (Lambda allows 256)."""
    forked_from: str | None = Field(
        default=None, pattern=r"^[a-z][a-z0-9-]*@[0-9a-f]{8}$", examples=["sentiment@f92a1f6f"]
    )
    """Experiment and revision that this one was forked from, as rft new writes it. Nothing depends on it."""
    region: Region = Field(default="us-east-1", examples=["us-east-1"])
    """AWS region of the stack. Use the region of the training job."""
    runtime: Literal["python3.12", "python3.13", "python3.14"] = Field(default="python3.13", examples=["python3.13"])
    """Lambda runtime. It is part of the RewardHash, because another Python can score differently."""
    architecture: Literal["arm64", "x86_64"] = Field(default="arm64", examples=["x86_64"])
    """Processor of the function. It is part of the RewardHash."""
    memory_mb: int = Field(default=512, ge=128, le=10240, examples=[1769])
    """Memory in MB (Lambda quotas). The function's share of a processor grows with it."""
    timeout_seconds: int = Field(default=60, ge=1, le=900, examples=[120])
    """Longest run of one invocation, in seconds (Lambda quotas)."""
    weights: dict[str, Weight] = Field(default_factory=dict[str, Weight], examples=[{"correct": 0.9}])
    """Weights that replace the reward's own, by the name of the dimension."""
    layers: Annotated[list[LayerName], AfterValidator(_no_layer_twice)] = Field(
        default_factory=list[LayerName], max_length=MAX_LAYERS, examples=[["math"]]
    )
    """Third-party packages of the reward: names of folders in layers/ (Lambda quotas)."""
    on_bad_row: Literal["floor", "raise"] = Field(default="floor", examples=["raise"])
    """Effect of a row that cannot be scored: floor gives it the lowest reward and flags it, raise fails the batch."""
    on_failure: Literal["raise", "neutral"] = Field(default="raise", examples=["neutral"])
    """Effect of a missing verdict: raise fails the batch and the job sends it again, neutral gives neutral_value."""
    neutral_value: float | None = Field(default=None, ge=-1e6, le=1e6, allow_inf_nan=False, examples=[0.5])
    """Reward of a sample that was not judged, flagged, within the reward's range. Only with on_failure: neutral."""
    max_fallback_share: float = Field(default=0.01, ge=0, le=1, examples=[0.02])
    """Largest share of a batch that may get neutral_value; above it the batch fails. Only with on_failure: neutral."""
    reply: Literal["list", "envelope"] = Field(default="list", examples=["envelope"])
    """Form of the reply: envelope ({statusCode, body}) for serverless jobs on open-weight models, else list."""
    judge: Judge | None = None
    """The model that judges. Required for a reward with a judged dimension, and refused for any other."""
    shadow: Shadow | None = None
    """A second reward that scores some of the samples, for the log only. Without it there is none."""
    require_evidence: bool = Field(default=False, examples=[True])
    """Whether deploying needs a fresh attack without a critical finding, and trusted judge cards: docs/evidence.md."""
    sandbox: Sandbox | None = None
    """The function that runs programs. Required for a reward that runs programs, and refused for any other."""
    job: Job = Field(default_factory=Job)
    """Settings of the training job, for the calculations that run before anything is deployed."""
    alarms: AlarmSettings = Field(default_factory=AlarmSettings)
    """Thresholds of the alarms, and the address that they tell. They never change a score."""
    tags: dict[TagKey, TagValue] = Field(
        default_factory=dict[TagKey, TagValue], max_length=48, examples=[{"purpose": "reward-function"}]
    )
    """Tags beside the kit's own project and experiment. No key and no value begins with aws: (AWS Tagging)."""
    log_retention_days: LogRetentionDays = Field(default=90, examples=[365])
    """Days that logs are kept: a value that CloudWatch Logs allows (API reference, PutRetentionPolicy)."""
    log_share: float = Field(default=1.0, ge=0, le=1, examples=[0.05])
    """Share of prompts whose samples are logged; faults always are. For HyperPod, which calls once a sample: 0.05."""
    tracing: bool = Field(default=False, examples=[True])
    """Whether Lambda sends traces to X-Ray: the first call of each second and 5 % of the others, 5 USD a million."""
    log_kms_key_arn: str | None = Field(
        default=None,
        pattern=r"^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$",
        examples=["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    )
    """ARN of the KMS key that encrypts the log group. Without it, CloudWatch Logs uses its own key."""
    reserved_concurrency: int | None = Field(default=None, ge=1, examples=[20])
    """Concurrent runs reserved for this function, and its limit. Without it, it shares the account's pool."""
    vpc: VpcPlacement | None = None
    """Subnets and security groups of the function: see docs/networks.md. Without it, it runs outside your VPCs."""
    lambda_insights: bool = Field(default=False, examples=[True])
    """Whether the Lambda Insights extension reports memory and processor use. It makes cold starts slower."""
