"""From a draft to a job: the checks, the question, and then the sending."""

from collections.abc import Sequence

import typer

from rft.check.run import Asked, failed
from rft.failures import CallError, CheckFailed
from rft.invoke.callee import Callee
from rft.job.draft import Draft
from rft.job.sending.send import Sent, send
from rft.road import Road
from rft.steps import Steps

__all__ = ["check_first", "submit"]


def check_first(callee: Callee, road: Road, role: str, agreed: bool) -> None:
    """Make every check of `rft check`; raise ``CheckFailed`` if one is bad."""
    # The local target has no roles of jobs.
    found = failed(Asked(callee, road, role=role if callee.place.name == "aws" else None, agreed=agreed))
    if found:
        raise CheckFailed("job: nothing was sent, because `rft check` found:\n" + "\n".join(found))


def submit(draft: Draft, callee: Callee, cost: Sequence[str], agreed: bool) -> list[Sent]:
    """Send the draft, after somebody has typed yes.

    Raises:
        CallError: the answer was another one, or nobody can be asked.
        CheckFailed: AWS refused a part.
    """
    place = callee.place
    if not agreed:
        where = f"account {place.account} in {place.region}" if place.name == "aws" else "the local target"
        wanted = ", ".join(each.operation for each in draft.requests)
        reward = "".join(f"{line}\n" for line in cost)
        _ask(f"{reward}The training itself is charged by AWS besides.\nSend {wanted} to {where}? Type yes")
    steps, sent = Steps(), list[Sent]()
    with steps.step("send the job"):
        sent.extend(send(draft, place))
    return sent


def _ask(question: str) -> None:
    try:
        answer = typer.prompt(question, err=True)
    except typer.Abort:
        raise CallError("job: nothing was sent, because nobody answered; --yes agrees without being asked") from None
    if answer.strip() != "yes":
        raise CallError(f"job: nothing was sent, because the answer was {answer.strip()!r}, expected 'yes'")
