"""The four auditors of rewards, over every shipped verified reward; each finding is a line."""

import importlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final

from benchmarks.exam.audited import AUDITED, Audited

__all__ = ["findings"]

ROWS: Final = 20
"""Rows of each reward that an auditor looks at."""
MODULE: Final = '''"""What falsepass imports: the reward as TRL's function."""
from benchmarks.exam.audited import Audited
reward = Audited({name!r}).trl
'''


def findings() -> Iterator[str]:
    """Yield a line for each finding, with the auditor and the reward; an auditor that fails says so."""
    for audited in AUDITED:
        for name, audit in AUDITORS.items():
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                try:
                    found = Counter(audit(audited))
                except Exception as failure:  # noqa: BLE001 - another's auditor may raise anything
                    found = Counter([f"FAILED: {type(failure).__name__}: {str(failure)[:200]}"])
            yield from (f"- {name}, {audited.name}: {each} ({times})" for each, times in found.items())


def _envdoctor(audited: Audited) -> Iterator[str]:
    types: Any = importlib.import_module("envdoctor.types")
    targets: Any = importlib.import_module("envdoctor.targets")
    runner: Any = importlib.import_module("envdoctor.runner")
    checks: Any = importlib.import_module("envdoctor.checks")

    def grade(completion: str, case: Any) -> float:
        return audited.worth(completion, case.row["reference_answer"], case.prompt)

    cases = [types.Case(str(i), row["prompt"], row["answer"], row=row) for i, row in enumerate(audited.rows)]
    report = runner.scan(targets.FunctionTarget(grade, cases, name=audited.name), n_cases=ROWS)
    checks.run_checks(report)
    for finding in report.findings:
        yield f"{finding.severity}, {finding.check}: {re.sub(' under `.*', '', finding.title)}"


def _reward_doctor(audited: Audited) -> Iterator[str]:
    if audited.name not in ("gsm8k", "math"):
        return  # its corpus holds short answers of mathematics only
    doctor: Any = importlib.import_module("reward_doctor")

    def grade(completion: str, reference: str) -> float:
        return audited.worth(completion, reference)

    audit = doctor.audit(grade)
    kinds = {"takes": audit.false_positives, "refuses": audit.false_negatives, "raises on": audit.errors}
    for kind, outcomes in kinds.items():
        if outcomes:
            yield f"{kind} {len(outcomes)} of {len(audit.outcomes)}: {', '.join(each.case.id for each in outcomes)}"


def _falsepass(audited: Audited) -> Iterator[str]:
    runner: Any = importlib.import_module("falsepass.runner")
    with tempfile.TemporaryDirectory() as name, chdir(name):
        folder = Path(name)
        module, rows = folder / f"audited_{audited.name}.py", folder / "rows.jsonl"
        module.write_text(MODULE.format(name=audited.name))
        rows.write_text("".join(json.dumps(row) + "\n" for row in audited.rows))
        settings = {"id": audited.name, "framework": "reward", "task": str(module), "dataset": str(rows)}
        lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
        lines += ['functions = ["reward"]', 'answer_column = "answer"', 'prompt_column = "prompt"']
        (folder / "env.toml").write_text("\n".join(["[env]", *lines]) + "\n")
        results = runner.run(folder, n=ROWS)["results"]
    for result in results:
        if not result["passed"]:
            yield f"{result['probe']} {result['name']}, {result['variant']}, expects {result['expected']}"


def _rewardprobe(audited: Audited) -> Iterator[str]:
    library: Any = importlib.import_module("rewardprobe.probe")
    report = library.Probe(num_tasks=ROWS).test_fn(audited.trl, audited.rows, name=audited.name)
    for family in report.families:
        for finding in family.findings:
            # One finding may stand for several rows, or for one.
            earned = "" if finding.actual_reward is None else f" earned {finding.actual_reward:g}"
            yield from [f"{finding.severity.value}, {finding.attack}:{earned}"] * max(1, len(finding.affected_tasks))


AUDITORS: Final[dict[str, Callable[[Audited], Iterator[str]]]] = {
    "rl-envdoctor": _envdoctor,
    "reward-doctor": _reward_doctor,
    "falsepass": _falsepass,
    "rewardprobe": _rewardprobe,
}
