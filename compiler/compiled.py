"""``CompiledExperiment``: everything a stack needs, once the reward is loaded, proved and hashed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from compiler import naming
from compiler.environment import environment_of
from compiler.evidence.judge_key import Asked
from compiler.experiment.experiment import Experiment
from compiler.judge.both import second_target
from compiler.judge.target import Target, judge_target
from compiler.layers.built import BuiltLayer
from compiler.package.asset import Asset
from compiler.rehearsal.rehearsal import Rehearsal

__all__ = ["Asset", "CompiledExperiment"]


@dataclass(frozen=True)
class CompiledExperiment:
    """One experiment, ready to deploy."""

    experiment: Experiment
    """The file's content."""
    reward_hash: str
    """64 hex digits over everything that can change a score."""
    asset: Asset
    """The files that go to Lambda."""
    stage: str | None = None
    """Prefix of every name. None if there is no stage."""
    layers: tuple[BuiltLayer, ...] = ()
    """The function's layers, in the experiment's order."""
    host_bytecode: Path | None = None
    """Folder of this machine's bytecode of the layers."""
    judged: tuple[str, ...] = ()
    """Names of the dimensions that a model judges, in the reward's order."""
    asked: Mapping[str, Asked] = field(default_factory=dict[str, Asked])
    """The question to the judge for each of them."""
    questions: int = 1
    """Questions to the judge for each sample; at least 1 if there is a judge."""
    dimensions: tuple[str, ...] = ()
    """Names of the reward's dimensions, in its order. Each has its own metric and log field."""
    rehearsal: Rehearsal | None = None
    """The reward's results on its own data; None if nobody rehearsed it."""

    @property
    def revision(self) -> str:
        """First 8 hex digits of the reward hash."""
        return self.reward_hash[: naming.REVISION_CHARS]

    @property
    def label(self) -> str:
        """``[<stage>-]<experiment>``: the experiment's name in metrics, logs and resource names."""
        return naming.label(self.experiment.name, self.stage)

    @property
    def function_name(self) -> str:
        """Name of this revision's function."""
        return naming.function_name(self.label, self.revision)

    @property
    def sandbox_name(self) -> str:
        """Name of the function that runs this revision's programs, if there is one."""
        return naming.sandbox_name(self.label, self.revision)

    @property
    def sandbox_log_group_name(self) -> str:
        """Name of that function's log group."""
        return naming.sandbox_log_group_name(self.label, self.revision)

    @property
    def function_pattern(self) -> str:
        """IAM pattern of every revision's function name."""
        return naming.function_pattern(self.label)

    @property
    def log_group_name(self) -> str:
        """Name of the log group of all revisions."""
        return naming.log_group_name(self.label)

    @property
    def stack_name(self) -> str:
        """Name of the stack that points to this revision."""
        return naming.stack_name(self.label)

    @property
    def base_stack_name(self) -> str:
        """Name of the stack that all revisions share."""
        return naming.base_stack_name(self.label)

    @property
    def revision_stack_name(self) -> str:
        """Name of the stack with this revision's function."""
        return naming.revision_stack_name(self.label, self.revision)

    @property
    def invoke_policy_name(self) -> str:
        """Name of the policy that lets a job call every revision."""
        return naming.invoke_policy_name(self.experiment.region, self.label)

    @property
    def dashboard_name(self) -> str:
        """Name of the dashboard."""
        return naming.dashboard_name(self.experiment.region, self.label)

    @property
    def topic_name(self) -> str:
        """Name of the topic that alarms send to."""
        return naming.topic_name(self.label)

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """The function's environment variables."""
        return environment_of(self.experiment, self.label, self.revision, self.questions)

    @cached_property
    def judge_target(self) -> Target | None:
        """The model or endpoint that is called, and the region of the calls. None without a judge.

        Raises:
            CompileError: the judge cannot be called from its region.
        """
        return judge_target(self.experiment)

    @cached_property
    def second_target(self) -> Target | None:
        """The model of the second judge, and the region of its calls. None without a second judge.

        Raises:
            CompileError: it cannot be called from the judge's region, or it is the judge's own model.
        """
        return second_target(self.experiment)
