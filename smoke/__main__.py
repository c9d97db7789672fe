"""``make smoke-aws``: the whole life once in the account of your credentials, after its cost was said and asked for.

Exit codes: 0 all is as the README says, 1 it is not, 2 nothing was done.
"""

import os
import secrets
import signal
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Final

from compiler.errors import CompileError
from compiler.experiment.file import read_experiment
from rft.doctor.account.account import Account, reach
from rft.doctor.account.regions import region_findings
from rft.doctor.finding import Finding
from rft.local.environment import node
from rft.local.target import home

from smoke.checkout import Checkout, copy_kit
from smoke.hour import EXPERIMENT, Hour
from smoke.offer import by_hand, offer
from smoke.points import looked_at
from smoke.report import write_report
from smoke.run import Outcome, run
from smoke.steps import IN_AWS

_PATIENCE_SECONDS: Final = 600.0
"""For log lines and metrics, which CloudWatch shows within minutes, and for a stack that is still being changed."""


def main() -> int:
    """Ask, run, report. Returns the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    region = read_experiment(EXPERIMENT).region
    account = reach(region)
    if isinstance(account, Finding):
        return _refused(account.says)
    missing = [each for each in region_findings(account, [region]) if each.state == "bad"]
    if missing:
        return _refused("; ".join(f"{each.what}: {each.says}" for each in missing))
    stage = f"smoke{secrets.token_hex(3)}"
    print(offer(account.number, region, stage))
    if not _agreed():
        return _refused("the answer was not yes; nothing was done")
    return _run(account, region, stage)


def _refused(why: str) -> int:
    print(f"error: smoke-aws: {why}", file=sys.stderr)
    return 2


def _agreed() -> bool:
    try:
        return input("\nType yes to go on: ").strip() == "yes"
    except EOFError:
        return False


def _run(account: Account, region: str, stage: str) -> int:
    file = home() / "smoke-aws" / f"{datetime.now():%Y-%m-%d-%H%M%S}.md"
    outcomes: list[Outcome] = []
    with TemporaryDirectory(prefix="smoke-aws-") as made:
        copy_kit(Path(made))
        hour = Hour(Checkout(Path(made), _environment(region), stage), account.place(region), _PATIENCE_SECONDS)
        try:
            run(hour, IN_AWS, lambda each: (outcomes.append(each), _tell(each)))
        finally:
            title = f"The life of an experiment in account {account.number}, {region}"
            write_report(file, title, outcomes, looked_at(account, region), hour.told)
            print(f"\nreport: {file}")
    return _ended(outcomes, region, stage)


def _ended(outcomes: list[Outcome], region: str, stage: str) -> int:
    if not outcomes[-1].is_good:
        print("Something may be left. These commands take it down:", *by_hand(region, stage), sep="\n  ")
    return 0 if all(each.is_good for each in outcomes) else 1


def _tell(outcome: Outcome) -> None:
    print(f"{outcome.name}: {outcome.word} in {outcome.seconds:.0f} s: {outcome.seen}", flush=True)


def _environment(region: str) -> dict[str, str]:
    """Return this process's environment, in which ``python3`` is this interpreter and ``node`` the packaged one."""
    path = os.pathsep.join([str(Path(sys.executable).parent), str(node().parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "AWS_REGION": region, "AWS_DEFAULT_REGION": region}


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CompileError as error:
        sys.exit(str(error))
