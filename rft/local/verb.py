"""`rft local ...`: the same app, deployed by the real CDK CLI into the local target on this machine."""

from typing import Annotated, Final

import typer

from rft.arguments import ExperimentArgument, JsonOption
from rft.failures import CheckFailed
from rft.invoke.tables import pairs_table
from rft.local import deployed, target
from rft.local.bootstrap import ensure_bootstrapped
from rft.local.clients import client
from rft.local.log_lines import last_lines
from rft.output import show, warn
from rft.repository import chosen, regions
from rft.steps import Steps

local: Final = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Deploy rewards on this machine, without an account."
)


@local.command("up")
def up(as_json: JsonOption = False) -> None:
    """Start the local target and bootstrap every region that an experiment names."""
    wanted, steps, was_running = regions(), Steps(), target.is_running()
    with steps.step("start the local target"):
        running = target.up()
    for region in wanted:
        with steps.step(f"cdk bootstrap ({region})"):
            ensure_bootstrapped(running, region)
    result = {"endpoint": running.endpoint, "started": not was_running, "regions": wanted}
    show(result, as_json, pairs_table(result))


@local.command("deploy")
def deploy(experiment: ExperimentArgument = None, as_json: JsonOption = False) -> None:
    """Deploy one experiment and print its ARN."""
    compiled, running = chosen(experiment), target.running()
    with Steps().step(f"cdk deploy {compiled.stack_name}"):
        made, warnings = deployed.deploy(running, compiled)
    for warning in warnings:
        warn(warning)
    result = made.as_dict()
    next_one = f"Next: rft invoke {compiled.experiment.name}"
    show({**result, "warnings": warnings}, as_json, *(f"{name}: {value}" for name, value in result.items()), next_one)


@local.command("logs")
def logs(
    experiment: ExperimentArgument = None,
    lines: Annotated[int, typer.Option(help="Number of lines.", min=1)] = 20,
    as_json: JsonOption = False,
) -> None:
    """Print the last lines of an experiment's log group."""
    compiled = chosen(experiment)
    logs_client = client(target.running(), "logs", compiled.experiment.region)
    found = last_lines(logs_client, compiled.log_group_name, lines)
    show({"log_group": compiled.log_group_name, "lines": found}, as_json, *found)


@local.command("down")
def down(as_json: JsonOption = False) -> None:
    """Stop the local target. Everything deployed there is deleted."""
    result = target.down()
    show(result, as_json, pairs_table(result))


@local.command("status")
def status(as_json: JsonOption = False) -> None:
    """Say whether the local target runs, and its address."""
    result = target.status()
    show(result, as_json, pairs_table(result))
    if "error" in result:
        raise CheckFailed(f"local target: {result['error']}")
    if result.get("died"):
        raise CheckFailed("local target: it ended by itself; start it again with `rft local up`")
    if result.get("judge_running") is False:
        raise CheckFailed("local target: its stand-in judge does not answer; start it again with `rft local up`")
