"""``Judge``: the ``judge:`` block of an experiment, which names the model that judges and limits its use."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from reward_runtime.judge.omitted import CHAT_FIELDS, OMITTED_FIELDS, OmittedField

from compiler.experiment.block import Block
from compiler.experiment.region import Region
from compiler.judge.enforced_guardrails import EnforcedGuardrail
from compiler.judge.guardrail import Guardrail
from compiler.judge.second import SecondJudge

__all__ = ["Judge"]

Price = Annotated[float, Field(ge=0, le=1_000_000)]
SAGEMAKER = re.compile("[A-Za-z0-9](-*[A-Za-z0-9])*")
"""Names of endpoints and of inference components (API reference, InvokeEndpoint)."""
MOST_CHARACTERS = 63


def _each_once(regions: list[str]) -> list[str]:
    if len(set(regions)) < len(regions):
        raise ValueError("each region once; remove the repeated one")
    return regions


def _is_sagemakers(name: str) -> str:
    if not SAGEMAKER.fullmatch(name) or len(name) > MOST_CHARACTERS:
        spelt = f"at most {MOST_CHARACTERS} letters, digits and inner hyphens"
        what = "the name alone, the part after the last '/'" if "/" in name else spelt
        raise ValueError(f"a name as SageMaker shows it, in its own capitals; write {what}")
    return name


Name = Annotated[str, AfterValidator(_is_sagemakers)]


def _alone(fields: list[OmittedField]) -> list[OmittedField]:
    if len(set(fields)) < len(fields):
        raise ValueError("each field once; remove the repeated one")
    if "tool_choice" in fields and "tool_name" in fields:
        raise ValueError("tool_choice or tool_name, because the name is a part of the choice; remove one")
    return fields


class Judge(Block):
    """The model behind the judged dimensions, and this experiment's share of the account's quota for it."""

    model: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.:/_-]*$",
        max_length=2048,
        examples=["us.amazon.nova-2-lite-v1:0"],
    )
    """Bedrock model id, inference profile id or ARN (Converse, modelId). Set either this or endpoint."""
    endpoint: Name | None = Field(default=None, max_length=2048, examples=["Judge-Endpoint"])
    """Name of a SageMaker endpoint as it was created, instead of model (API reference, InvokeEndpoint)."""
    inference_component: Name | None = Field(default=None, max_length=2048, examples=["Judge-Component"])
    """Name of the endpoint's inference component that answers. Required if the endpoint has components."""
    region: Region | None = Field(default=None, examples=["us-west-2"])
    """AWS region of the calls. Without it, the experiment's region."""
    destination_regions: Annotated[list[Region], AfterValidator(_each_once)] = Field(
        default_factory=list[Region], max_length=40, examples=[["us-east-1", "us-west-2"]]
    )
    """Regions that a geographic profile sends calls to. Without it, the ones in compiler/judge/models.json."""
    made_from: str | None = Field(
        default=None, pattern=r"^[a-z0-9-]+\.[A-Za-z0-9.:_-]+$", max_length=140, examples=["us.amazon.nova-2-lite-v1:0"]
    )
    """Profile or model id that an application inference profile was made from. Its ARN does not say."""
    omit: Annotated[list[OmittedField], AfterValidator(_alone)] | None = Field(
        default=None, max_length=len(OMITTED_FIELDS), examples=[["temperature"]]
    )
    """Request fields that the model refuses. Without it, those of compiler/judge/models.json; [] sends every field."""
    guardrail: Guardrail | None = None
    """The guardrail of the calls. Only with model."""
    enforced_guardrails: list[EnforcedGuardrail] = Field(
        default_factory=list[EnforcedGuardrail], max_length=20, examples=[["gr0abc123xyz"]]
    )
    """Ids or ARNs of guardrails and guardrail profiles that account or organisation enforces: a permission alone."""
    max_tokens: int = Field(default=400, ge=16, le=8192, examples=[800])
    """Most tokens of one verdict. The default leaves room for a sentence of reasons and ends in time."""
    requests_per_minute: int = Field(ge=1, le=10_000_000, examples=[1200])
    """Calls a minute that this experiment may make in all: its share of the account's quota."""
    tokens_per_minute: int | None = Field(default=None, ge=1, le=10_000_000_000, examples=[2_000_000])
    """Tokens a minute, read and written, that this experiment may use in all. Without it there is no such limit."""
    structured: bool = Field(default=False, examples=[True])
    """Whether the model takes structured output (Nova does not). Otherwise it is forced to call a tool."""
    hedge: bool = Field(default=True, examples=[False])
    """Whether a call that is slower than most is sent a second time. This adds at most 5 % of calls."""
    canary_share: float = Field(default=0.01, ge=0, le=1, examples=[0.05])
    """Share of invocations that also judge answers of known worth, to notice a judge that is fooled."""
    latency_p50_seconds: float = Field(default=0.6, ge=0.01, le=900, examples=[0.8])
    """Time within which half of the calls end. The default is assumed until you measure; for calculations only."""
    latency_p99_seconds: float = Field(default=2.5, ge=0.01, le=900, examples=[4.0])
    """Time within which 99 % of the calls end. The default is assumed until you measure; for calculations only."""
    input_usd_per_million_tokens: Price | None = Field(default=None, examples=[0.3])
    """US dollars for a million tokens read, for the cost alarm. Set both prices or none."""
    output_usd_per_million_tokens: Price | None = Field(default=None, examples=[2.5])
    """US dollars for a million tokens written, for the cost alarm. Set both prices or none."""
    second: SecondJudge | None = None
    """A stronger model that judges a share of the samples too, to audit this one. Without it there is none."""

    @model_validator(mode="after")
    def _holds_together(self) -> "Judge":
        if (self.model is None) == (self.endpoint is None):
            raise ValueError("exactly one of model and endpoint; set one, remove the other")
        if self.inference_component is not None and self.endpoint is None:
            raise ValueError("inference_component only with endpoint; name the endpoint that it runs on, or remove it")
        if self.model is None and (self.guardrail is not None or self.enforced_guardrails):
            raise ValueError("guardrails only with model, because Bedrock applies them; remove them, or name a model")
        alone = [field for field in self.omit or () if field in CHAT_FIELDS and self.endpoint is None]
        if alone:
            raise ValueError(f"{alone[0]} in omit only with endpoint; remove it from omit")
        if self.latency_p99_seconds < self.latency_p50_seconds:
            raise ValueError("latency_p99_seconds of at least latency_p50_seconds; swap or correct them")
        if (self.input_usd_per_million_tokens is None) != (self.output_usd_per_million_tokens is None):
            raise ValueError("both prices of tokens or none; add the other one, or remove it")
        return self
