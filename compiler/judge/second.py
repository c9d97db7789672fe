"""``SecondJudge``: the ``second:`` block of a judge, a stronger model that audits it. No job sees its verdicts."""

from typing import Annotated

from pydantic import Field, model_validator
from reward_runtime.judge.omitted import OMITTED_FIELDS, OmittedField

from compiler.experiment.block import Block
from compiler.experiment.region import Region

__all__ = ["SecondJudge"]

Price = Annotated[float, Field(ge=0, le=1_000_000)]


class SecondJudge(Block):
    """A stronger model that judges a share of the samples too, for the log, metrics and an alarm; never in a reply."""

    model: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.:/_-]*$",
        max_length=2048,
        examples=["us.anthropic.claude-sonnet-4-5-20250929-v1:0"],
    )
    """Bedrock model id, inference profile id or ARN, as in judge.model, called from the judge's region."""
    share: float = Field(default=0.02, gt=0, le=1, allow_inf_nan=False, examples=[0.05])
    """Share of the judged samples that it judges too, drawn by a hash of their content."""
    requests_per_minute: int = Field(default=120, ge=1, le=10_000_000, examples=[200])
    """Calls a minute that it may make in all: this experiment's share of the account's quota for that model."""
    tokens_per_minute: int | None = Field(default=None, ge=1, le=10_000_000_000, examples=[500_000])
    """Tokens a minute, read and written, that it may use in all. Without it there is no such limit."""
    destination_regions: list[Region] = Field(
        default_factory=list[Region], max_length=40, examples=[["us-east-1", "us-west-2"]]
    )
    """Regions that its geographic profile sends calls to. Without it, the ones in compiler/judge/models.json."""
    made_from: str | None = Field(
        default=None, pattern=r"^[a-z0-9-]+\.[A-Za-z0-9.:_-]+$", max_length=140, examples=["us.amazon.nova-pro-v1:0"]
    )
    """Profile or model id that its application inference profile was made from. Its ARN does not say."""
    omit: list[OmittedField] | None = Field(default=None, max_length=len(OMITTED_FIELDS), examples=[["temperature"]])
    """Request fields that the model refuses. Without it, those of compiler/judge/models.json; [] sends every field."""
    structured: bool = Field(default=False, examples=[True])
    """Whether the model takes structured output. Otherwise it is forced to call a tool."""
    input_usd_per_million_tokens: Price | None = Field(default=None, examples=[2.5])
    """US dollars for a million tokens that it reads, for the cost alarm. Set both prices or none."""
    output_usd_per_million_tokens: Price | None = Field(default=None, examples=[12.5])
    """US dollars for a million tokens that it writes, for the cost alarm. Set both prices or none."""

    @model_validator(mode="after")
    def _holds_together(self) -> "SecondJudge":
        if (self.input_usd_per_million_tokens is None) != (self.output_usd_per_million_tokens is None):
            raise ValueError("both prices of tokens or none; add the other one, or remove it")
        return self
