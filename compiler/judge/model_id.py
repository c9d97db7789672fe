"""What the text of ``judge.model`` is: text -> ``ModelId``, of one of the forms that Converse takes."""

import re
from dataclasses import dataclass
from typing import Literal

from compiler.errors import CompileError, quoted

__all__ = ["Form", "ModelId", "read_model_id"]

Form = Literal["model", "geographic", "global", "application", "own"]
"""``own``: an ARN that stands for itself (provisioned throughput, a deployed custom model, an imported model)."""

_ARN = re.compile(
    r"arn:(?P<partition>aws|aws-cn|aws-us-gov):(?P<service>[a-z]+):(?P<region>[a-z0-9-]+):(?P<account>[0-9]*)"
    r":(?P<kind>[a-z-]+)/(?P<id>[A-Za-z0-9.:_-]+)"
)
_OWN = ("provisioned-model", "custom-model-deployment", "imported-model")
_APPLICATION = "application-inference-profile"
# No model's own name begins with a letter after a second dot, so a third part tells a profile from a model.
_PROFILE = re.compile(r"(?P<area>[a-z-]{2,6})\.(?P<model>[a-z0-9-]+\.[a-z][A-Za-z0-9.:_-]*)")
_MODEL = re.compile(r"[a-z0-9-]+\.[a-z][A-Za-z0-9.:_-]*")

_INSTEAD = {
    "foundation-model": "write the model id alone, what stands after 'foundation-model/'",
    "inference-profile": "write the profile id alone, what stands after 'inference-profile/'",
    "custom-model": "deploy it for on-demand use and write the ARN of its custom-model-deployment",
    "endpoint": "write 'endpoint: NAME' in place of model",
}
FORMS = (
    "a model id (amazon.nova-lite-v1:0), a profile id (us.amazon.nova-2-lite-v1:0, global.amazon.nova-2-lite-v1:0), or "
    f"the ARN of one of {', '.join((_APPLICATION, *_OWN))}"
)


@dataclass(frozen=True)
class ModelId:
    """One judge, by the form of its id."""

    form: Form
    text: str
    """The id or ARN as it was given."""
    model: str = ""
    """Id of the foundation model, where the text holds it."""
    area: str = ""
    """Prefix of a profile: ``us``, ``eu``, ``global``."""
    partition: str = ""
    """Of an ARN."""
    region: str = ""
    """Of an ARN."""


def read_model_id(text: str, shown_as: str) -> ModelId:
    """Return what ``text`` is; ``shown_as`` is the field's place in errors.

    Raises:
        CompileError: it is none of ``FORMS``.
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
