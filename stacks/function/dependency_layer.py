"""One layer of third-party packages: BuiltLayer -> a layer version of the revision that uses it."""

from aws_cdk import aws_lambda as lambda_
from compiler.compiled import CompiledExperiment
from compiler.layers.built import BuiltLayer
from compiler.naming import layer_name
from constructs import Construct

__all__ = ["DependencyLayer"]

ARCHITECTURES = {"arm64": lambda_.Architecture.ARM_64, "x86_64": lambda_.Architecture.X86_64}


class DependencyLayer(Construct):
    """A layer version. Each revision has its own, so that it comes and goes with the function; the zip is shared."""

    def __init__(self, scope: Construct, *, compiled: CompiledExperiment, layer: BuiltLayer) -> None:
        """Declare the version of ``layer`` for the function of ``compiled``."""
        super().__init__(scope, f"Layer-{layer.lock.name}")
        served = [layer.architecture] if layer.architecture else sorted(ARCHITECTURES)
        self.version = lambda_.LayerVersion(
            self,
            "Version",
            layer_version_name=layer_name(compiled.label, layer.lock.name),
            # The lock's digest and not the builder's, whose every edit would make a version of the same packages.
            description=f"{layer.lock.shown_as} {layer.lock.digest}",
            code=lambda_.Code.from_asset(str(layer.folder)),
            compatible_runtimes=[lambda_.Runtime(compiled.experiment.runtime, lambda_.RuntimeFamily.PYTHON)],
            compatible_architectures=[ARCHITECTURES[name] for name in served],
        )
