"""The whole app with its checks: context -> App holding one RewardStack per experiment, and the overview."""

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from aws_cdk import App, CloudFormationValidatePlugin, Environment, ValidationRuleSource, Validations
from aws_cdk.cx_api import CloudAssembly
from cdk_nag import AwsSolutionsChecks, ServerlessChecks
from compiler.capacity.bill import bill
from compiler.compile import ROOT, compile_experiment, experiment_names
from compiler.compiled import CompiledExperiment
from compiler.experiment.file import read_experiment
from compiler.layers.built import BuiltLayer
from compiler.naming import label
from compiler.network.file import read_networks
from compiler.network.network import Network
from compiler.package.asset import MAX_UNZIPPED_BYTES, MB
from compiler.roles.file import check_region, read_roles
from compiler.roles.job_roles import JobRoles

from stacks.checks.assembly import complaints
from stacks.checks.capacity import add_account_warnings, add_warnings
from stacks.checks.context import check_boundary, context_text
from stacks.experiment_stacks import ExperimentStacks, experiment_stacks
from stacks.network.network_stack import NetworkStack
from stacks.overview_stack import OverviewStack
from stacks.pipeline.deploy_stack import DeployStack
from stacks.pipeline.repository import CONTEXT as DEPLOY_FROM
from stacks.pipeline.repository import ISSUER_CONTEXT, issuer_is_known, read_repository
from stacks.roles.roles_stack import RolesStack

__all__ = ["ValidationRefused", "add_checks", "add_network", "add_roles", "add_stacks", "checked_app", "synthesise"]

RULES = Path(__file__).parent / "rules"


class ValidationRefused(Exception):
    """A check refused the app; its findings are on stderr and in the report that the message names."""


def checked_app(context: Mapping[str, object] | None = None, outdir: str | None = None) -> App:
    """Build the app from its context: ``experiment`` (else all) and ``stage``.

    Writes the cost of each experiment and the size of its layers to stderr, which the command line shows at synth and
    deploy; it shows the warnings of the compiler's sums too.

    Raises:
        CompileError: an experiment, or the context, is wrong.
    """
    app = App(context=context, outdir=outdir)
    check_boundary(app)
    add_checks(app)
    stage, chosen = context_text(app, "stage"), context_text(app, "experiment")
    stacks: dict[str, ExperimentStacks] = {}
    labels: dict[str, list[str]] = {}
    for name in experiment_names(ROOT) if chosen is None else [chosen]:
        compiled = compile_experiment(name, stage=stage)
        for layer in compiled.layers:
            sys.stderr.write(f"{name}: layer {layer.lock.name}: {_sizes(layer)}\n")
        sys.stderr.write(f"{name}: {bill(compiled)}\n")
        stacks[name] = add_stacks(app, compiled)
        labels.setdefault(compiled.experiment.region, []).append(compiled.label)
    add_account_warnings(app, {name: each.reward for name, each in stacks.items()})
    if chosen is None:
        _add_overviews(app, labels, stage)
    _add_deploy_stack(app)
    for network in read_networks(ROOT):
        if network.has_stack:
            add_network(app, network)
    for roles in read_roles(ROOT):
        if chosen in (None, roles.name):
            add_roles(app, roles, stage)
    return app


def _sizes(layer: BuiltLayer) -> str:
    zipped, unzipped = (size / MB for size in (layer.zipped_bytes, layer.unzipped_bytes))
    return f"{zipped:.1f} MB zipped, {unzipped:.1f} MB of Lambda's {MAX_UNZIPPED_BYTES // MB} MB unzipped"


def synthesise(app: App) -> CloudAssembly:
    """Write the cloud assembly of ``app``.

    Raises:
        ValidationRefused: a check found something that nobody acknowledged, or AWS would refuse the stacks together.
    """
    try:
        assembly = app.synth()
    except RuntimeError as error:
        # jsii has one class for every JavaScript error; the name in front tells them apart.
        if not str(error).startswith("ValidationFailed"):
            raise
        raise ValidationRefused(str(error)) from error
    found = complaints(Path(assembly.directory))
    if found:
        raise ValidationRefused("\n".join(found))
    return assembly


def add_stacks(app: App, compiled: CompiledExperiment) -> ExperimentStacks:
    """Add the stacks of ``compiled`` in its own region, in the account that the command line found."""
    stacks = experiment_stacks(app, compiled=compiled, env=_environment(compiled.experiment.region))
    add_warnings(stacks.reward, compiled)
    return stacks


def _add_overviews(app: App, labels: Mapping[str, Sequence[str]], stage: str | None) -> None:
    """Add for each region the stack that shows its experiments side by side."""
    for region, there in labels.items():
        OverviewStack(app, labels=there, stage=stage, env=_environment(region))


def _add_deploy_stack(app: App) -> None:
    """Add the roles of a repository's workflows, if the context names one."""
    repository = read_repository(context_text(app, DEPLOY_FROM))
    if repository is None:
        return
    regions = sorted({read_experiment(name).region for name in experiment_names(ROOT)})
    env = _environment(os.environ.get("CDK_DEFAULT_REGION"))
    known = issuer_is_known(context_text(app, ISSUER_CONTEXT))
    DeployStack(app, repository=repository, regions=regions, known_issuer=known, env=env)


def add_network(app: App, network: Network) -> NetworkStack:
    """Add the stack with the endpoints of one VPC."""
    return NetworkStack(app, network=network, env=_environment(network.region))


def add_roles(app: App, roles: JobRoles, stage: str | None = None) -> RolesStack:
    """Add the stack with the roles of one experiment's jobs."""
    region = read_experiment(roles.name).region
    check_region(roles, region)
    return RolesStack(app, roles=roles, label=label(roles.name, stage), region=region, env=_environment(region))


def _environment(region: str | None) -> Environment:
    """Return a region in the account that the command line found."""
    return Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=region)


def add_checks(app: App) -> None:
    """Refuse, at synth, every resource that breaks a rule of cdk-nag's two packs or of this folder."""
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app), own_rules())


@cache
def own_rules() -> CloudFormationValidatePlugin:
    """Return the plugin that holds every ``rules/*.guard`` beside CDK's default rules.

    One for all apps: each brings a WebAssembly engine, and Node collects garbage for minutes before it makes the tenth.
    """
    sources = [
        ValidationRuleSource(name=path.stem, content=path.read_text(encoding="utf-8"))
        for path in sorted(RULES.glob("*.guard"))
    ]
    return CloudFormationValidatePlugin(guard_rules=sources)
