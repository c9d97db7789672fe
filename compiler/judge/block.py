"""``Judge``: the ``judge:`` block of an experiment, which says what model judges and how it may be used."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from compiler.experiment.block import Block

__all__ = ["REGION", "Judge"]

REGION = r"^[a-z]{2,4}(-[a-z]+)+-[0-9]$"
Region = Annotated[str, Field(pattern=REGION, max_length=25, examples=["us-east-1"])]
Price = Annotated[float, Field(ge=0, le=1_000_000)]
ENDPOINT = r"^[a-z0-9](-*[a-z0-9])*$"
"""In lower case, because SageMaker writes an endpoint's ARN so, whatever case its name has."""


def _each_once(regions: list[str]) -> list[str]:
    if len(set(regions)) < len(regions):
        raise ValueError("each region once; remove the repeated one")
    return regions


class Judge(Block):
    """The model behind the judged dimensions, and this experiment's share of what the account may ask of it."""

    model: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.:/_-]*$",
        max_length=2048,
        examples=["us.amazon.nova-2-lite-v1:0"],
    )
    """Bedrock model id, inference profile id, or ARN, to 2048 characters (Converse, modelId); or else endpoint."""
    endpoint: str | None = Field(default=None, pattern=ENDPOINT, max_length=63, examples=["judge-endpoint"])
    """SageMaker endpoint in place of model: its name, to 63 lower-case characters (API reference, InvokeEndpoint)."""
    region: Region | None = None
    """AWS region of the calls; without it the experiment's own."""
    destination_regions: Annotated[list[Region], AfterValidator(_each_once)] = Field(
        default_factory=list[Region], max_length=40
    )
    """Regions that a geographic profile sends calls to, at most 40; without it those of compiler/judge/models.json."""
    made_from: str | None = Field(
        default=None, pattern=r"^[a-z0-9-]+\.[A-Za-z0-9.:_-]+$", max_length=140, examples=["us.amazon.nova-2-lite-v1:0"]
    )
    """Profile or model id that an application inference profile was made from, as its ARN does not tell it."""
    max_tokens: int = Field(default=400, ge=16, le=8192)
    """Most tokens of one verdict, 16 to 8192: room for a sentence of reasons, and an end in time."""
    requests_per_minute: int = Field(ge=1, le=10_000_000)
    """Calls a minute that this experiment may make in all, at least 1: its share of the account's quota."""
    tokens_per_minute: int | None = Field(default=None, ge=1, le=10_000_000_000)
    """Tokens a minute, in and out, that this experiment may use in all; without it there is no such limit."""
    structured: bool = False
    """Whether the model takes structured output (Nova does not); otherwise it is forced to call a tool."""
    hedge: bool = True
    """Whether a call slower than most is sent again, for at most 5 % more calls."""
    canary_share: float = Field(default=0.01, ge=0, le=1)
    """Share of invocations, 0 to 1, that also judge answers whose worth is known, to catch a judge that is fooled."""
    latency_p50_seconds: float = Field(default=0.6, ge=0.01, le=900)
    """Half of the calls end within this, 0.01 to 900 s; 0.6 is assumed until you measure, and is for sums only."""
    latency_p99_seconds: float = Field(default=2.5, ge=0.01, le=900)
    """99 % of the calls end within this, 0.01 to 900 s; 2.5 is assumed until you measure, and is for sums only."""
    input_usd_per_million_tokens: Price | None = None
    """US dollars for a million tokens read, 0 to 1,000,000; with output_usd_per_million_tokens, for the cost alarm."""
    output_usd_per_million_tokens: Price | None = None
    """Likewise for a million tokens written."""

    @model_validator(mode="after")
    def _holds_together(self) -> "Judge":
        if (self.model is None) == (self.endpoint is None):
            raise ValueError("exactly one of model and endpoint; set one, remove the other")
        if self.latency_p99_seconds < self.latency_p50_seconds:
            raise ValueError("latency_p99_seconds of at least latency_p50_seconds; swap or mend them")
        if (self.input_usd_per_million_tokens is None) != (self.output_usd_per_million_tokens is None):
            raise ValueError("both prices of tokens or none; add the other one, or remove it")
        return self
