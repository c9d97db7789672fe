"""Turns a compiled experiment into the template that ``cdk`` would deploy, with cdk.json's own flags.

Import it before ``aws_cdk``, which starts its Node process during the import.
"""

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compiler.compile import ROOT
from compiler.compiled import CompiledExperiment
from stacks.checks.toolchain import use_packaged_node
from tests.shipped import shipped

use_packaged_node()
# CDK's automatic linting costs seconds an App; the one checked App brings the same rules itself.
os.environ["CDK_VALIDATION"] = "false"
for variable in ("CDK_DEFAULT_ACCOUNT", "CDK_CONTEXT_JSON", "CDK_CLI_VERSION"):
    os.environ.pop(variable, None)

from aws_cdk import App  # noqa: E402

from stacks.checks.checked_app import add_network, add_roles, add_stacks, checked_app  # noqa: E402

__all__ = [
    "FLAGS",
    "Synthesised",
    "add_network",
    "add_roles",
    "add_stacks",
    "changed_of",
    "checked_app",
    "judged",
    "read_assembly",
    "sentiment",
    "synthesise",
]

FLAGS: dict[str, Any] = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
"""Without them the template under test is not the deployed one: App() does not read cdk.json."""


@dataclass(frozen=True)
class Synthesised:
    """The stacks of one experiment, or one other stack, as they stand in the cloud assembly."""

    stacks: Mapping[str, dict[str, Any]]
    """Name -> template, in the order of their deployment."""
    properties: dict[str, Any]
    """The other data that the CDK command line reads beside the last template: tags, bootstrap."""

    @property
    def template(self) -> dict[str, Any]:
        """The template of the last stack, by whose name a user deploys all."""
        return list(self.stacks.values())[-1]

    def resources(self, kind: str) -> list[dict[str, Any]]:
        """Return every resource of the CloudFormation type ``kind``, in any of the stacks."""
        return [
            resource
            for template in self.stacks.values()
            for resource in template["Resources"].values()
            if resource["Type"] == kind
        ]

    def one(self, kind: str) -> dict[str, Any]:
        """Return the properties of the only resource of type ``kind``."""
        (resource,) = self.resources(kind)
        return resource["Properties"]


def changed_of(name: str, /, **changes: Any) -> CompiledExperiment:
    """Return a shipped experiment with some fields of its file changed."""
    compiled = shipped(name)
    return dataclasses.replace(compiled, experiment=compiled.experiment.model_copy(update=changes))


def sentiment(**changes: Any) -> CompiledExperiment:
    """Return the experiment ``sentiment`` with some fields of its file changed."""
    return changed_of("sentiment", **changes)


def judged(**changes: Any) -> CompiledExperiment:
    """Return the experiment ``sentiment`` with some fields changed, as if a model judged one of its dimensions."""
    return dataclasses.replace(sentiment(**changes), judged=("correct",), questions=1)


def synthesise(
    experiments: Iterable[CompiledExperiment], outdir: Path, context: Mapping[str, Any] | None = None
) -> None:
    """Synthesise the stacks of the experiments as one app, without the checks."""
    app = App(context={**FLAGS, **(context or {})}, outdir=str(outdir))
    for compiled in experiments:
        add_stacks(app, compiled)
    app.synth()


def read_assembly(outdir: Path, stack_name: str) -> Synthesised:
    """Read back the files of ``app.synth()`` about a stack and those that it depends on."""
    artifacts = json.loads((outdir / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    names = [*_upstream(artifacts, stack_name), stack_name]
    read = {name: json.loads((outdir / f"{name}.template.json").read_text(encoding="utf-8")) for name in names}
    return Synthesised(read, artifacts[stack_name]["properties"])


def _upstream(artifacts: Mapping[str, Any], name: str) -> list[str]:
    """Return the stacks to deploy before ``name``."""
    needed = artifacts[name].get("dependencies", [])
    before = [each for each in needed if artifacts[each]["type"] == "aws:cloudformation:stack"]
    return list(dict.fromkeys(found for each in before for found in (*_upstream(artifacts, each), each)))
