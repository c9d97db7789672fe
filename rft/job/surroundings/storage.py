"""The places of a job in S3: whether they are there, in the right region, and open to the job's role."""

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from rft.doctor.finding import Finding
from rft.job.order import Order
from rft.lifecycle.place import Place

__all__ = ["storage_findings"]


def storage_findings(order: Order, place: Place) -> Iterator[Finding]:
    """Yield the fault of each place, or that it is right. It only reads."""
    read = {"--data": order.data} | ({"--validation": order.validation} if order.validation else {})
    for option, named in read.items():
        yield _there(option, named, place, holds=True) or _open(option, named, order, place, "s3:GetObject")
    yield _there("--output", order.output, place, holds=False) or _open(
        "--output", f"{order.output.rstrip('/')}/x", order, place, "s3:PutObject"
    )


def _there(option: str, named: str, place: Place, *, holds: bool) -> Finding | None:
    """Return the fault of the bucket, or of its expected content."""
    bucket, key = _parts(named)
    client, owner = place.client("s3"), {"Bucket": bucket, "ExpectedBucketOwner": place.account}
    try:
        region = client.head_bucket(**owner).get("BucketRegion", place.region)
        if region != place.region:
            says = f"the bucket {bucket} is in {region}, expected {place.region}, the region of the job"
            return Finding(option, "bad", says)
        if holds and not client.list_objects_v2(**owner, Prefix=key, MaxKeys=1).get("KeyCount"):
            return Finding(option, "bad", f"{named}: nothing is there; upload the rows, or correct {option}")
    except ClientError as error:
        return _unseen(option, bucket, place, error)
    return None


def _unseen(option: str, bucket: str, place: Place, error: ClientError) -> Finding:
    code = _code(error)
    if code in ("404", "NoSuchBucket"):
        return Finding(option, "bad", f"no bucket {bucket}; make it in {place.region}, or correct {option}")
    if code in ("301", "PermanentRedirect"):
        return Finding(option, "bad", f"the bucket {bucket} is in another region than {place.region}, the job's")
    if code not in ("403", "AccessDenied"):
        return Finding(option, "unseen", f"{bucket}: {code}: S3 does not say whether it is there")
    return _forbidden(option, bucket, place, error)


def _forbidden(option: str, bucket: str, place: Place, error: ClientError) -> Finding:
    """Tell another account's bucket from one that may not be looked into: S3 refuses both in the same words.

    S3 names the region in its refusal, and answers 404 if there is no such bucket. A bucket that opens only without
    its owner's number is another account's.
    """
    headers: Mapping[str, str] = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    region = headers.get("x-amz-bucket-region", place.region)
    if region != place.region:
        says = f"the bucket {bucket} is in {region}, expected {place.region}, the region of the job"
        return Finding(option, "bad", says)
    try:
        place.client("s3").head_bucket(Bucket=bucket)
    except ClientError:
        says = f"the bucket {bucket} is there; it is another account's, or your credentials lack s3:ListBucket on it"
        return Finding(option, "unseen", says)
    says = f"the bucket {bucket} is open to you and not of {place.account}, the account of the job"
    return Finding(option, "bad", f"{says}: the roles of the kit reach no other account's; copy it to one of yours")


def _open(option: str, named: str, order: Order, place: Place, action: str) -> Finding:
    bucket, key = _parts(named)
    resource = f"arn:{order.partition}:s3:::{bucket}/{key}"
    # The account's own buckets alone: the roles that the kit makes reach no others.
    context = {"ContextKeyName": "aws:ResourceAccount", "ContextKeyValues": [place.account], "ContextKeyType": "string"}
    try:
        found = place.client("iam").simulate_principal_policy(
            PolicySourceArn=order.role, ActionNames=[action], ResourceArns=[resource], ContextEntries=[context]
        )
    except ClientError as error:
        says = f"it is there; whether {order.role} may use it is not seen: {_code(error)}"
        return Finding(option, "unseen", f"{says}; you need iam:SimulatePrincipalPolicy to see it")
    decision = found["EvaluationResults"][0]["EvalDecision"]
    if decision == "allowed":
        return Finding(option, "good", f"it is there, and the role has {action}")
    return Finding(option, "bad", f"{order.role}: {decision} of {action} on {resource}; see docs/roads/roles.md")


def _parts(named: str) -> tuple[str, str]:
    bucket, _, key = named.removeprefix("s3://").partition("/")
    return bucket, key


def _code(error: ClientError) -> str:
    said: Mapping[str, Any] = error.response.get("Error", {})
    return str(said.get("Code", "unknown"))
