"""``Hour``: one user in one account, and the needs of each step."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from compiler import naming
from rft.failures import CheckFailed
from rft.invoke.event_shapes import SHAPES
from rft.invoke.invocation import invoke
from rft.invoke.rows import read_rows
from rft.lifecycle.place import Place
from rft.lifecycle.stacks import find_stacks

from smoke.checkout import Checkout, Ran

EXPERIMENT, FORK = "sentiment", "sentiment-strict"
ROWS: Final = 16


@dataclass
class Hour:
    """One user, one account."""

    checkout: Checkout
    place: Place
    patience: float
    """Longest time in seconds until a log line or a metric can be read."""
    first: str = ""
    """ARN of the first revision's function."""
    second: str = ""
    forked: str = ""
    """ARN of the fork's function."""
    pause: float = 5.0
    """Seconds between two looks."""
    rewards: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    """ARN -> the rewards of the samples when the function was first called."""
    told: list[str] = field(default_factory=list[str])
    """The words of a doctor's warning or a failed deployment, for the report."""

    def deploy(self, experiment: str) -> str:
        """Deploy by the README's command, and return the function's ARN."""
        good(self.checkout.deploy(experiment), f"cdk deploy of {experiment}")
        outputs = json.loads(self.checkout.outputs_file(experiment).read_text(encoding="utf-8"))
        return str(outputs[naming.stack_name(self.checkout.label(experiment))]["FunctionArn"])

    @property
    def current(self) -> str | None:
        """The revision that the reward stack points to."""
        return find_stacks(self.place, self.checkout.label(EXPERIMENT)).current

    def scores(self, arn: str) -> str:
        """Call a function as a training job does, and describe the reply: it scores as when it was first called."""
        scored = invoke(self.place.client("lambda"), arn, SHAPES["training-job"], read_rows(EXPERIMENT, ROWS))
        least, most = (pick(each.reward for each in scored.scores) for pick in (min, max))
        expect(least < most, f"{arn}: {ROWS} samples all earned {most}, expected different rewards")
        rewards = [each.reward for each in scored.scores]
        expect(self.rewards.setdefault(arn, rewards) == rewards, f"{arn}: other rewards than before, expected the same")
        return f"{len(scored.scores)} scores from {least:g} to {most:g}, {scored.millis[0]:.0f} ms"

    def verb(self, name: str, experiment: str, *more: str) -> Ran:
        """Run ``rft prune`` or ``rft retire`` for one experiment."""
        account = ["--aws"] if self.place.name == "aws" else []
        where = ["--stage", self.checkout.stage, "--region", self.place.region]
        return self.checkout.rft(name, experiment, *account, *where, *more)

    def until(self, look: Callable[[], int], what: str) -> str:
        """Look again and again until the count is not zero, and say how long that took."""
        started = time.monotonic()
        while not (found := look()):
            expect(time.monotonic() - started < self.patience, f"{what}: nothing after {self.patience:g} s")
            time.sleep(self.pause)
        return f"{found} {what} after {time.monotonic() - started:.0f} s"


def expect(condition: bool, failure: str) -> None:
    """Raise ``CheckFailed`` with the text unless the condition holds."""
    if not condition:
        raise CheckFailed(failure)


def good(ran: Ran, what: str) -> None:
    """Raise ``CheckFailed`` with the end of its output unless the command ended well."""
    expect(ran.code == 0, f"{what}: exited {ran.code}: {tail(ran)}")


def tail(ran: Ran) -> str:
    """Return the end of a command's output as one line."""
    return " ".join((ran.out + ran.err).split())[-600:]
