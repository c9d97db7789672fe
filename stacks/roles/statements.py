"""The rights of a job beside the reward: JobRoles -> statements of its role's policy."""

from collections.abc import Iterator, Sequence

from aws_cdk import Aws, Stack
from aws_cdk.aws_iam import PolicyStatement
from compiler import naming
from compiler.roles.images import EVALUATION, IMAGE_ACCOUNTS, TRAINING
from compiler.roles.job_roles import JobKind, JobRoles

from stacks.arn import arn

__all__ = ["statements_of"]

PUBLIC_HUB = "SageMakerPublicHub"


def statements_of(stack: Stack, kind: JobKind, roles: JobRoles, label: str) -> list[PolicyStatement]:
    """Return the statements of one kind's role.

    A training job gets the rights that the SageMaker SDK gives its own roles (sagemaker-core 2.27.0,
    ``helper/iam_policies.py``), here for named resources alone.
    """
    own: dict[JobKind, Iterator[PolicyStatement]] = {
        "bedrock": iter(()),
        "training": _training(stack),
        "serverless": _serverless(stack, label),
        "scorer": _scorer(stack, label),
    }
    return [*_places(stack, roles), *_keys(roles), *own[kind]]


def _places(stack: Stack, roles: JobRoles) -> Iterator[PolicyStatement]:
    """Let the job read and write its places, only while their buckets are of this account."""
    owner = {"StringEquals": {"aws:ResourceAccount": stack.account}}
    objects = f"arn:{Aws.PARTITION}:s3:::"
    yield _allow(["s3:GetObject"], [objects + each for each in roles.read], owner)
    yield _allow(["s3:PutObject", "s3:AbortMultipartUpload"], [objects + roles.written], owner)
    # Of the bucket as a whole: both services list it before they read, and AWS's own policies have no prefix here.
    yield _allow(["s3:ListBucket", "s3:GetBucketLocation"], [objects + each for each in roles.buckets], owner)


def _keys(roles: JobRoles) -> Iterator[PolicyStatement]:
    if roles.kms_key_arns:
        yield _allow(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], roles.kms_key_arns)


def _training(stack: Stack) -> Iterator[PolicyStatement]:
    """Let the job fetch Nova's images, and write its log and its metrics."""
    owner = IMAGE_ACCOUNTS[stack.region]
    images = [f"arn:{Aws.PARTITION}:ecr:{stack.region}:{owner}:repository/{each}" for each in (TRAINING, EVALUATION)]
    yield _allow(["ecr:GetAuthorizationToken"], ["*"])
    yield _allow(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], images)
    yield from _telemetry(stack)


def _serverless(stack: Stack, label: str) -> Iterator[PolicyStatement]:
    """Let the job read the public models and this experiment's Evaluators, and keep its model."""
    public = f"arn:{Aws.PARTITION}:sagemaker:{stack.region}:aws"
    evaluators = naming.evaluator_name(label, "?" * naming.REVISION_CHARS)
    hubs = [f"{public}:hub/{PUBLIC_HUB}", arn(stack, "sagemaker", "hub/*")]
    contents = [
        f"{public}:hub-content/{PUBLIC_HUB}/*",
        arn(stack, "sagemaker", f"hub-content/*/JsonDoc/{evaluators}/*"),
    ]
    yield _allow(["sagemaker:DescribeHub", "sagemaker:ListHubContents"], hubs)
    yield _allow(["sagemaker:DescribeHubContent"], contents)
    yield _allow(
        [
            "sagemaker:AddTags",
            "sagemaker:CreateModelPackage",
            "sagemaker:CreateModelPackageGroup",
            "sagemaker:DescribeModelPackage",
            "sagemaker:DescribeModelPackageGroup",
        ],
        [arn(stack, "sagemaker", "model-package-group/*"), arn(stack, "sagemaker", "model-package/*")],
    )
    yield from _telemetry(stack)


def _scorer(stack: Stack, label: str) -> Iterator[PolicyStatement]:
    """Let the pipeline start the evaluation, which needs the rights of a serverless job.

    SageMaker names the job of a pipeline's step itself.
    """
    yield from _serverless(stack, label)
    started = ["CreateTrainingJob", "DescribeTrainingJob", "StopTrainingJob", "AddTags"]
    yield _allow([f"sagemaker:{action}" for action in started], [arn(stack, "sagemaker", "training-job/*")])


def _telemetry(stack: Stack) -> Iterator[PolicyStatement]:
    group = arn(stack, "logs", "log-group:/aws/sagemaker/TrainingJobs")
    yield _allow(
        ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        [group, f"{group}:*"],
    )
    spaces = ["/aws/sagemaker/TrainingJobs", "aws/sagemaker/TrainingJobs"]
    yield _allow(["cloudwatch:PutMetricData"], ["*"], {"StringEquals": {"cloudwatch:namespace": spaces}})


def _allow(
    actions: Sequence[str], resources: Sequence[str], conditions: dict[str, object] | None = None
) -> PolicyStatement:
    return PolicyStatement(actions=list(actions), resources=list(resources), conditions=conditions)
