"""Findings of the compiler's sums -> warnings of the CDK, which its command line prints once each."""

from collections.abc import Mapping

from aws_cdk import Annotations, App
from compiler.capacity.account import CONTEXT, account_findings, read_quotas
from compiler.capacity.experiment_sums import refuse_impossible, warnings_of
from compiler.capacity.finding import Finding
from compiler.compile import ROOT, experiment_names
from compiler.compiled import CompiledExperiment
from compiler.experiment.file import read_experiment
from constructs import Construct

__all__ = ["add_account_warnings", "add_warnings"]


def add_warnings(stack: Construct, compiled: CompiledExperiment) -> None:
    """Add the warnings of one experiment to its stack."""
    for finding in warnings_of(compiled):
        _warn(stack, finding)


def add_account_warnings(app: App, stacks: Mapping[str, Construct]) -> None:
    """Warn if the experiments together exceed the account's quotas, as the context gives them.

    Every experiment of the kit counts, whether it is in this app or not.

    Args:
        app: its context holds the account's quotas.
        stacks: experiment -> its stack, of those in the app; a warning is added to the first that it is about.

    Raises:
        CompileError: one experiment alone exceeds a quota, or the context is of another form.
    """
    quotas = read_quotas(app.node.try_get_context(CONTEXT))
    if not quotas.root:
        return
    for names, finding in account_findings([read_experiment(name) for name in experiment_names(ROOT)], quotas):
        refuse_impossible(names[0], [finding])
        shown = [name for name in names if name in stacks]
        if shown:
            _warn(stacks[shown[0]], finding)


def _warn(scope: Construct, finding: Finding) -> None:
    Annotations.of(scope).add_warning_v2(f"nova-reward-kit:{finding.code}", finding.text)
