"""Programs as answers, run against cases in a sandbox: ``Programs`` and ``runs_tests``."""

from reward_runtime.answers.code.fenced import fenced_program
from reward_runtime.answers.code.programs import Programs, runs_tests

__all__ = ["Programs", "fenced_program", "runs_tests"]
