"""Settings -> the ``Transport`` that they name.

Only judged rewards import this, and when the function starts, because botocore takes a second to load in a handler.
"""

from reward_runtime.errors import SettingsError
from reward_runtime.judge.call import Transport
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.bedrock import Bedrock
from reward_runtime.judge.transport.endpoint import Endpoint

__all__ = ["connect"]


def connect(settings: JudgeSettings) -> Transport:
    """Return the transport without calling it. Raises ``SettingsError`` if there is no model or no region."""
    if not settings.model.strip():
        raise SettingsError("judge: model: got none, expected a model's id or an endpoint's name; deploy again")
    return Bedrock(settings) if settings.transport == "bedrock" else Endpoint(settings)
