"""The hub in which the SageMaker SDK keeps an account's assets, computed as the SDK computes it."""

import base64
import hashlib

__all__ = ["hub_name"]


def hub_name(region: str, account: str) -> str:
    """Return the hub of the SDK's registry in an account (sagemaker-train 1.27.0, ``ai_registry/air_hub.py``)."""
    hashed = hashlib.sha256(f"AiRegistry-{region}-{account}".encode()).digest()
    return base64.b32hexencode(hashed).decode().rstrip("=")
