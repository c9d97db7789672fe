"""Judge and region -> ``Target``: the destination of the calls. Errors name the right form."""

from dataclasses import dataclass, replace
from typing import Literal

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge
from compiler.judge.enforced_guardrails import check_enforced
from compiler.judge.guardrail import GuardrailTarget, guardrail_target
from compiler.judge.known_models import SHOWN_AS as KNOWN
from compiler.judge.known_models import known_models
from compiler.judge.model_id import Form, ModelId, read_model_id
from compiler.judge.partition import partition_of

__all__ = ["Target", "judge_target"]


@dataclass(frozen=True)
class Target:
    """The destination of the calls. The permission is made from it."""

    form: Form | Literal["endpoint"]
    text: str
    """Model id, profile id, ARN or endpoint name."""
    region: str
    """Region of the calls."""
    model: str = ""
    """Id of the foundation model behind it, if the permission must name it."""
    regions: tuple[str, ...] = ()
    """Regions in which that model may run, including the called one; sorted."""
    anywhere: bool = False
    """Whether it may also run in a region that the request does not name, as with a global profile."""
    component: str = ""
    """Inference component of an endpoint; empty for an endpoint without components."""
    guardrail: GuardrailTarget | None = None
    """The guardrail that the calls name."""
    enforced: tuple[str, ...] = ()
    """Ids or ARNs of guardrails and profiles that the calls may apply because they are enforced."""

    @property
    def partition(self) -> str:
        """``aws``, ``aws-cn`` or ``aws-us-gov``."""
        return partition_of(self.region)


def judge_target(experiment: Experiment) -> Target | None:
    """Return the destination of the calls, or ``None`` without a judge.

    Raises:
        CompileError: this judge cannot be called in this way from its region.
    """
    judge, shown_as = experiment.judge, f"experiments/{experiment.name}.yaml: judge"
    if judge is None:
        return None
    region = judge.region or experiment.region
    if judge.model is None:
        _refuse_destinations(tuple(judge.destination_regions), judge.made_from, f"{shown_as}.endpoint")
        return Target("endpoint", judge.endpoint or "", region, component=judge.inference_component or "")
    target = _bedrock(judge, judge.model, region, shown_as)
    check_enforced(judge.enforced_guardrails, region, f"{shown_as}.enforced_guardrails")
    named = guardrail_target(judge.guardrail, region, f"{shown_as}.guardrail")
    return replace(target, guardrail=named, enforced=tuple(judge.enforced_guardrails))


def _bedrock(judge: Judge, text: str, region: str, shown_as: str) -> Target:
    destinations, model = tuple(judge.destination_regions), read_model_id(text, f"{shown_as}.model")
    if model.form == "application":
        _check_home(model, region, f"{shown_as}.model")
        return _application(model, judge.made_from, region, destinations, shown_as)
    _refuse_destinations((), judge.made_from, f"{shown_as}.model")
    if model.form == "own":
        _check_home(model, region, f"{shown_as}.model")
    return _system(model, region, destinations, f"{shown_as}.model")


def _application(
    profile: ModelId, made_from: str | None, region: str, destinations: tuple[str, ...], shown_as: str
) -> Target:
    if made_from is None:
        raise CompileError(
            f"{shown_as}.made_from: missing, expected the model or profile that {profile.text} was made from; "
            f"`aws bedrock get-inference-profile --inference-profile-identifier {profile.text}` lists its models"
        )
    source = _system(read_model_id(made_from, f"{shown_as}.made_from"), region, destinations, f"{shown_as}.made_from")
    return Target("application", profile.text, region, source.model, source.regions, source.anywhere)


def _system(model: ModelId, region: str, destinations: tuple[str, ...], shown_as: str) -> Target:
    if model.form != "geographic":
        _refuse_destinations(destinations, None, shown_as)
    if model.model in known_models().ended:
        raise CompileError(
            f"{shown_as}: got {model.text!r}, which AWS lists no more since {known_models().ended[model.model]} "
            f"({KNOWN}), expected a model that can still be called; choose another"
        )
    if model.form == "own":
        return Target("own", model.text, region)
    if model.form == "geographic":
        return Target("geographic", model.text, region, model.model, _regions(model, region, destinations, shown_as))
    if model.form == "global" and partition_of(region) != "aws":
        raise CompileError(f"{shown_as}: got {model.text!r} in {region}, expected a region of the partition aws; move")
    if model.form == "model" and model.model in known_models().profile_only:
        raise CompileError(
            f"{shown_as}: got {model.text!r}, which is called through an inference profile only, expected "
            f"{_profiles_of(model.model, region)}; write one of them"
        )
    return Target(model.form, model.text, region, model.model, (region,), model.form == "global")


def _regions(profile: ModelId, region: str, destinations: tuple[str, ...], shown_as: str) -> tuple[str, ...]:
    """Return the regions of the profile. The called region is one of them, because AWS requires its permission too."""
    known = known_models().profiles.get(profile.text, {})
    if not destinations and region in known:
        destinations = tuple(known[region].split())
    if not destinations:
        sources = f"; known: from {', '.join(known)}" if known else ""
        raise CompileError(
            f"{shown_as}: got {profile.text!r} in {region}, whose destination regions are not in {KNOWN}{sources}; "
            f"set judge.region to another, or judge.destination_regions to what `aws bedrock get-inference-profile "
            f"--region {region} --inference-profile-identifier {profile.text}` lists"
        )
    strangers = [each for each in destinations if partition_of(each) != partition_of(region)]
    if strangers:
        raise CompileError(
            f"{shown_as}: destination_regions: got {', '.join(strangers)}, expected regions of the partition "
            f"{partition_of(region)}, as {region} is; remove them"
        )
    return tuple(sorted({region, *destinations}))


def _profiles_of(model: str, region: str) -> str:
    """Return the profiles that serve calls from ``region``, or all profiles if none is known to do so."""
    every = [f"{area}.{model}" for area in known_models().profile_only[model].split()]
    fit = [each for each in every if region in known_models().profiles.get(each, {}) or each.startswith("global.")]
    return " or ".join(fit or every)


def _check_home(model: ModelId, region: str, shown_as: str) -> None:
    if (model.partition, model.region) != (partition_of(region), region):
        raise CompileError(
            f"{shown_as}: got an ARN of {model.region} in the partition {model.partition}, expected one of {region} in "
            f"{partition_of(region)}; set judge.region to the ARN's, or choose another judge"
        )


def _refuse_destinations(destinations: tuple[str, ...], made_from: str | None, shown_as: str) -> None:
    if destinations:
        raise CompileError(
            f"{shown_as}: got destination_regions, expected them only with a geographic profile, as us.; remove them"
        )
    if made_from is not None:
        raise CompileError(
            f"{shown_as}: got made_from, expected it only with the ARN of an application inference profile; remove it"
        )
