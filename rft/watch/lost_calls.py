"""The calls that an evaluation lost: its results in S3 -> ``byoc_failure_count``.

A call that fails is counted there and its sample dropped, while the job ends as Completed (SageMaker AI Developer
Guide, Preset and custom scorers).
"""

import gzip
import json
import math
import tarfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final, TypeGuard, cast

from rft.lifecycle.place import Place

__all__ = ["COUNT", "lost_calls"]

COUNT: Final = "byoc_failure_count"
_ARCHIVE: Final = "output.tar.gz"


def lost_calls(place: Place, output: str) -> int | None:
    """Return the sum of the counts in all results below a place; None if none holds one, or one is broken.

    Args:
        place: the account.
        output: ``s3://BUCKET/KEY/`` of the job's output, as files or as the archive that training jobs write.
    """
    bucket, _, prefix = output.removeprefix("s3://").partition("/")
    try:
        found = [count for text in _results(place, bucket, prefix) for count in _counts_in(json.loads(text))]
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, RecursionError):
        # The rest may say 0, and that would be taken for all.
        return None
    return sum(found) if found else None


def _results(place: Place, bucket: str, prefix: str) -> Iterator[bytes]:
    client, owner = place.client("s3"), {"Bucket": bucket, "ExpectedBucketOwner": place.account}
    for page in client.get_paginator("list_objects_v2").paginate(**owner, Prefix=prefix):
        for key in (each["Key"] for each in page.get("Contents", [])):
            if _is_result(key):
                yield client.get_object(**owner, Key=key)["Body"].read()
            elif key.endswith(f"/{_ARCHIVE}"):
                yield from _within(client.get_object(**owner, Key=key)["Body"])


def _within(body: IO[bytes]) -> Iterator[bytes]:
    """Yield the results in an archive, which is read as a stream: it may be large."""
    with tarfile.open(fileobj=body, mode="r|gz") as archive:
        for member in archive:
            held = archive.extractfile(member) if member.isfile() and _is_result(member.name) else None
            if held is not None:
                yield held.read()


def _is_result(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith("results") and last.endswith(".json")


def _counts_in(value: object) -> Iterator[int]:
    if isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, Any]", value).items():
            if name.partition(",")[0] == COUNT and _is_count(inner):
                yield int(inner)
            else:
                yield from _counts_in(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for inner in cast("Sequence[object]", value):
            yield from _counts_in(inner)


def _is_count(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
