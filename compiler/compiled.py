"""What an experiment comes to once its reward is loaded, proved and hashed: all that a stack needs."""

from dataclasses import dataclass
from pathlib import Path

from compiler import naming
from compiler.environment import environment_of
from compiler.experiment.experiment import Experiment
from compiler.judge.target import Target, judge_target
from compiler.layers.built import BuiltLayer
from compiler.package.asset import Asset

__all__ = ["Asset", "CompiledExperiment"]


@dataclass(frozen=True)
class CompiledExperiment:
    """One experiment, ready to deploy."""

    experiment: Experiment
    """The file as it was read."""
    reward_hash: str
    """64 hex digits over everything that can change a score."""
    asset: Asset
    """The files that go to Lambda."""
    stage: str | None = None
    """Prefix of every name, or nothing."""
    layers: tuple[BuiltLayer, ...] = ()
    """The layers beneath the asset, in the experiment's order."""
    host_bytecode: Path | None = None
    """Folder of this machine's bytecode of the layers."""
    judged: tuple[str, ...] = ()
    """The dimensions that a model judges, in the reward's order."""
    questions: int = 1
    """What one sample asks of the judge, at least 1 where there is one."""
    dimensions: tuple[str, ...] = ()
    """The reward's, in its order; each has a metric and a log field of its own."""

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
    def function_pattern(self) -> str:
        """IAM pattern of every revision's function name."""
        return naming.function_pattern(self.label)

    @property
    def role_name(self) -> str:
        """Name of this revision's role."""
        return naming.role_name(self.experiment.region, self.label, self.revision)

    @property
    def log_group_name(self) -> str:
        """Name of the log group of all revisions."""
        return naming.log_group_name(self.label)

    @property
    def stack_name(self) -> str:
        """Name of the CloudFormation stack."""
        return naming.stack_name(self.label)

    @property
    def environment(self) -> dict[str, str]:
        """The function's environment variables."""
        return environment_of(self.experiment, self.label, self.revision, self.questions)

    @property
    def judge_target(self) -> Target | None:
        """Where calls to the judge go; nothing without one. Raises ``CompileError`` where they cannot."""
        return judge_target(self.experiment)
