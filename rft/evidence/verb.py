"""`rft evidence`: repeat the kept attacks, and report the cost of judge cards."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from rft.arguments import JsonOption
from rft.failures import CheckFailed
from rft.output import show
from rft.steps import Steps

if TYPE_CHECKING:
    from rft.evidence.attacked import Renewed
    from rft.evidence.calls import Missing

__all__ = ["evidence"]


def evidence(
    experiments: Annotated[
        list[str] | None, typer.Argument(metavar="EXPERIMENT", help="Files in experiments/. Default: all.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Renew the kept attacks, which is free, and list the missing judge cards with their cost."""
    # Imported here, because no other verb needs it.
    from compiler.attack.finding import Severity
    from compiler.experiment.file import experiment_names, read_experiment

    from rft.evidence.attacked import renew_attack
    from rft.evidence.calls import missing_cards
    from rft.score.reward import reward_of

    steps = Steps()
    renewed: dict[str, Renewed] = {}
    missing: dict[str, Missing] = {}
    for read in [read_experiment(name) for name in experiments or experiment_names()]:
        with steps.step(f"attack {read.name}"):
            renewed[read.name] = renew_attack(read)
        cards = missing_cards(read, reward_of(read)) if read.judge is not None else None
        if cards is not None:
            missing[read.name] = cards
    told = {
        "attacks": {name: {"state": each.state, "worst": each.worst.name.lower()} for name, each in renewed.items()},
        "missing_judge_cards": {name: asdict(each) for name, each in missing.items()},
    }
    show(told, as_json, *_lines(renewed, missing))
    bad = [name for name, each in renewed.items() if each.worst >= Severity.MEDIUM]
    if bad:
        raise CheckFailed(f"evidence: findings of medium or worse: run `rft attack {bad[0]}`, which says what to do")


def _lines(renewed: "dict[str, Renewed]", missing: "dict[str, Missing]") -> "list[str]":
    lines = [f"evidence/{name}/attack.json: {each.state}, findings: {each.said}" for name, each in renewed.items()]
    if missing:
        lines.append("\nJudge cards need calls of the experiment's own model, so they are not renewed here:")
    for name, each in missing.items():
        lines.append(f"evidence/{name}/judge_card.json: {each.why}; of {each.judge}: {each.price}\n  {each.command}")
    return lines
