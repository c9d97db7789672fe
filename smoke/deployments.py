"""The steps that deploy, and those that take down. Each returns its observation.

Each runs the README's commands, and raises ``CheckFailed`` if the README says otherwise.
"""

import time
from typing import Final

from rft.lifecycle.stacks import find_stacks

from smoke.hour import EXPERIMENT, FORK, Hour, expect, good, tail
from smoke.leftovers import leftovers

CHANGED: Final = "weights: {correct: 0.6, well_formed: 0.4}\n"
BEYOND: Final = "reserved_concurrency: 1000000\n"
"""More than any account has, so that the function cannot be made."""


def first_deployment(hour: Hour) -> str:
    """Deploy, and call the function."""
    hour.checkout.write(EXPERIMENT, "")
    hour.first = hour.deploy(EXPERIMENT)
    return hour.scores(hour.first)


def fork(hour: Hour) -> str:
    """Make a fork, change it, score samples with it here, and deploy it beside the first."""
    good(hour.checkout.rft("new", FORK, "--from", EXPERIMENT), "rft new")
    hour.checkout.add(FORK, "on_bad_row: raise\n")
    good(hour.checkout.rft("score", FORK), "rft score")
    hour.forked = forked = hour.deploy(FORK)
    expect(forked != hour.first, "the fork has its parent's function")
    return f"{hour.scores(forked)}; the parent: {hour.scores(hour.first)}"


def failing_deployment(hour: Hour) -> str:
    """Change the reward and reserve more concurrency than there is: the deployment fails, and the job goes on."""
    hour.checkout.write(EXPERIMENT, CHANGED + BEYOND)
    ran = hour.checkout.deploy(EXPERIMENT)
    expect(ran.code != 0, f"{BEYOND.strip()}: it was deployed, expected CloudFormation to refuse it")
    expect(hour.current == hour.first[-8:], f"current: got {hour.current} after a failure, expected no change")
    hour.told.append(f"a failed deployment: {tail(ran)}")
    return f"refused; the first revision: {hour.scores(hour.first)}"


def mended_deployment(hour: Hour) -> str:
    """Take the mistake back, and deploy the same revision again."""
    hour.checkout.write(EXPERIMENT, CHANGED)
    hour.second = hour.deploy(EXPERIMENT)
    expect(hour.second != hour.first, "a changed reward has the first one's function")
    said = f"{hour.scores(hour.second)}; the first revision: {hour.scores(hour.first)}"
    expect(hour.rewards[hour.second] != hour.rewards[hour.first], "other weights earn the same rewards")
    return said


def reverted(hour: Hour) -> str:
    """Go back to the first revision by deploying it again."""
    hour.checkout.write(EXPERIMENT, "")
    again = hour.deploy(EXPERIMENT)
    expect(again == hour.first, f"reverted: got {again}, expected {hour.first}")
    return f"current is {hour.current} again; the second revision: {hour.scores(hour.second)}"


def pruned(hour: Hour) -> str:
    """Let `rft prune` delete the second revision, which nobody calls any more."""
    ran = hour.verb("prune", EXPERIMENT, "--yes", "--hours", "0")
    good(ran, "rft prune")
    expect(hour.second[-8:] in ran.out, f"rft prune: got {tail(ran)}, expected {hour.second[-8:]} in it")
    left = [each.revision for each in find_stacks(hour.place, hour.checkout.label(EXPERIMENT)).revisions]
    expect(left == [hour.first[-8:]], f"rft prune --yes: left {left}, expected the current one alone")
    return f"{hour.second[-8:]} is gone; the first revision: {hour.scores(hour.first)}"


def taken_down(hour: Hour) -> str:
    """Retire both experiments, and see that nothing is left."""
    for name in (FORK, EXPERIMENT):
        _retire(hour, name)
    left = leftovers(hour.place, lambda name: f"{hour.checkout.stage}-" in name)
    expect(not left, f"left: {', '.join(left)}")
    return "nothing is left"


def _retire(hour: Hour, name: str) -> None:
    """Retire an experiment; if a stack is still being changed, CloudFormation deletes it only later."""
    until = time.monotonic() + hour.patience
    while (ran := hour.verb("retire", name, "--yes", "--hours", "0", "--detach")).code and time.monotonic() < until:
        time.sleep(hour.pause)
    good(ran, f"rft retire {name}")
