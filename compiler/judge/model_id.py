"""``judge.model`` -> ``ModelId``: one of the forms that Converse accepts."""

import re
from dataclasses import dataclass
from typing import Literal

from compiler.errors import CompileError, quoted

__all__ = ["Form", "ModelId", "read_model_id"]

Form = Literal["model", "geographic", "global", "application", "own"]
"""``own``: an ARN that needs no model id beside it (provisioned throughput, a deployed custom or imported model)."""

_ARN = re.compile(
    r"arn:(?P<partition>aws|aws-cn|aws-us-gov):(?P<service>[a-z]+):(?P<region>[a-z0-9-]+):(?P<account>[0-9]*)"
    r":(?P<kind>[a-z-]+)/(?P<id>[A-Za-z0-9.:_-]+)"
)
_OWN = ("provisioned-model", "custom-model-deployment", "imported-model")
_APPLICATION = "application-inference-profile"
# No model id has a letter after its second dot, so a third part means a profile.
_PROFILE = re.compile(r"(?P<area>[a-z-]{2,6})\.(?P<model>[a-z0-9-]+\.[a-z][A-Za-z0-9.:_-]*)")
_MODEL = re.compile(r"[a-z0-9-]+\.[a-z][A-Za-z0-9.:_-]*")

_INSTEAD = {
    "foundation-model": "write the model id alone, the part after 'foundation-model/'",
    "inference-profile": "write the profile id alone, the part after 'inference-profile/'",
    "custom-model": "deploy it for on-demand use and write the ARN of its custom-model-deployment",
    "endpoint": "write 'endpoint: NAME' in place of model",
}
FORMS = (
    "a model id (amazon.nova-lite-v1:0), a profile id (us.amazon.nova-2-lite-v1:0, global.amazon.nova-2-lite-v1:0), or "
    f"the ARN of one of {', '.join((_APPLICATION, *_OWN))}"
)


@dataclass(frozen=True)
class ModelId:
    """The id of a judge, and its form."""

    form: Form
    text: str
    """The id or ARN as given."""
    model: str = ""
    """Id of the foundation model; empty if the text does not contain it."""
    area: str = ""
    """Prefix of a profile: ``us``, ``eu``, ``global``."""
    partition: str = ""
    """Partition of an ARN."""
    region: str = ""
    """Region of an ARN."""


def read_model_id(text: str, shown_as: str) -> ModelId:
    """Parse a model id. ``shown_as`` names the field in errors.

    Raises:
        CompileError: it has none of the ``FORMS``.
    """
    if text.startswith("arn:"):
        return _read_arn(text, shown_as)
    if profile := _PROFILE.fullmatch(text):
        form: Form = "global" if profile["area"] == "global" else "geographic"
        return ModelId(form, text, profile["model"], profile["area"])
    if _MODEL.fullmatch(text):
        return ModelId("model", text, text)
    raise CompileError(f"{shown_as}: got {quoted(text)}, expected {FORMS}; copy the id from the Bedrock console")


def _read_arn(text: str, shown_as: str) -> ModelId:
    arn = _ARN.fullmatch(text)
    kind = arn["kind"] if arn else ""
    if arn and arn["service"] == "bedrock" and len(arn["account"]) == 12 and kind in (_APPLICATION, *_OWN):
        form: Form = "application" if kind == _APPLICATION else "own"
        return ModelId(form, text, partition=arn["partition"], region=arn["region"])
    instead = _INSTEAD.get(kind, "copy the ARN from the Bedrock console")
    raise CompileError(f"{shown_as}: got {quoted(text)}, expected {FORMS}; {instead}")
