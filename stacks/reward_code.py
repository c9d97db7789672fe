"""The code of one reward function: Asset -> exactly its files, as an S3 asset."""

from aws_cdk import IgnoreMode
from aws_cdk.aws_lambda import AssetCode, Code
from compiler.compiled import Asset

__all__ = ["reward_code"]


def reward_code(asset: Asset) -> AssetCode:
    """Package ``asset.files`` and nothing else, so that another reward's edit does not redeploy this one."""
    # Docker's ignore rules, because git's cannot bring back a file from beneath an ignored directory.
    only_listed = ["**", *(f"!{path}" for path in asset.files)]
    return Code.from_asset(str(asset.root), exclude=only_listed, ignore_mode=IgnoreMode.DOCKER)
