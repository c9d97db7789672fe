"""The code of a reward function: Asset -> an S3 asset with exactly its files."""

from aws_cdk import IgnoreMode
from aws_cdk.aws_lambda import AssetCode, Code
from compiler.compiled import Asset

__all__ = ["reward_code"]


def reward_code(asset: Asset) -> AssetCode:
    """Package ``asset.files`` and nothing else, so that an edit of another reward does not redeploy this one."""
    # Docker's ignore rules, because git's cannot include a file inside an ignored folder.
    only_listed = ["**", *(f"!{path}" for path in asset.files)]
    return Code.from_asset(str(asset.root), exclude=only_listed, ignore_mode=IgnoreMode.DOCKER)
