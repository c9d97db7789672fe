"""The deployed function that a caller names, by the options of `rft invoke`: an ARN, or --local or --aws."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rft.deployed.function import Function

__all__ = ["AgreeOption", "DeployedInAws", "DeployedLocally", "function_of"]

DeployedLocally = Annotated[bool, typer.Option("--local", help="Call the function deployed on the local target.")]
DeployedInAws = Annotated[
    bool, typer.Option("--aws", help="Call the function deployed in AWS, with few samples. Says the cost first.")
]
AgreeOption = Annotated[bool, typer.Option("--yes", help="Agree to the cost in AWS without a question.")]


def function_of(named: str, stage: str | None, in_aws: bool, locally: bool) -> "Function | None":
    """Return the deployed function; ``None`` if this process is to score.

    Raises:
        CallError: it is not deployed there, or is another's: see ``find_callee``.
        compiler.errors.CompileError: the experiment does not exist or does not compile.
    """
    if not (in_aws or locally or named.startswith("arn:")):
        if stage is not None:
            from rft.failures import CallError

            raise CallError(f"--stage: got {stage!r} without --local or --aws, expected one of them beside it")
        return None
    # Clients of AWS take a while to load, and a run in this process needs none.
    from rft.deployed.function import Function
    from rft.invoke.callee import find_callee

    return Function.of(find_callee(named, stage, in_aws, locally))
