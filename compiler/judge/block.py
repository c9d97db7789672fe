"""``Judge``: the ``judge:`` block of an experiment, which names the model that judges and limits its use."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from compiler.experiment.block import Block
from compiler.experiment.region import Region

__all__ = ["Judge"]

Price = Annotated[float, Field(ge=0, le=1_000_000)]
ENDPOINT = r"^[a-z0-9](-*[a-z0-9])*$"
"""Lower case only, because SageMaker writes an endpoint's ARN in lower case, whatever case its name has."""


def _each_once(regions: list[str]) -> list[str]:
    if len(set(regions)) < len(regions):
        raise ValueError("each region once; remove the repeated one")
    return regions


class Judge(Block):
    """The model behind the judged dimensions, and this experiment's share of the account's quota for it."""

    model: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.:/_-]*$",
        max_length=2048,
        examples=["us.amazon.nova-2-lite-v1:0"],
    )
    """Bedrock model id, inference profile id or ARN (Converse, modelId). Set either this or endpoint."""
    endpoint: str | None = Field(default=None, pattern=ENDPOINT, max_length=63, examples=["judge-endpoint"])
    """Name of a SageMaker endpoint in lower case, instead of model (API reference, InvokeEndpoint)."""
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

    @model_validator(mode="after")
    def _holds_together(self) -> "Judge":
        if (self.model is None) == (self.endpoint is None):
            raise ValueError("exactly one of model and endpoint; set one, remove the other")
        if self.latency_p99_seconds < self.latency_p50_seconds:
            raise ValueError("latency_p99_seconds of at least latency_p50_seconds; swap or mend them")
        if (self.input_usd_per_million_tokens is None) != (self.output_usd_per_million_tokens is None):
            raise ValueError("both prices of tokens or none; add the other one, or remove it")
        return self
