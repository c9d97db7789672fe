"""``python -m stacks.permissions [--accept [EXPERIMENT]]``: compare stacks with their baselines, or renew these."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.compile import ROOT
from compiler.errors import CompileError

from stacks.checks.toolchain import ToolchainError, use_packaged_node
from stacks.permissions.baseline import accept, complaint, stack_names


def main(arguments: list[str]) -> int:
    """Return the exit code: 0, 1 if a stack allows more than its baseline, or 2 if the arguments are wrong."""
    if arguments[:1] not in ([], ["--accept"]) or len(arguments) > 2:
        sys.stderr.write(f"permissions: got {' '.join(arguments)!r}, expected nothing or --accept [EXPERIMENT]\n")
        return 2
    with TemporaryDirectory(prefix="permissions-") as made:
        assembly = _synthesised(Path(made), *arguments[1:])
        if arguments:
            accepted = accept(assembly, alone=len(arguments) > 1)
            sys.stdout.write(f"permissions: accepted for {', '.join(accepted)}\n")
            return 0
        names = stack_names(assembly)
        complaints = [found for name in names if (found := complaint(assembly, name)) is not None]
    sys.stdout.write("".join(f"{found}\n" for found in complaints) or f"permissions: {len(names)} stacks, none wider\n")
    return 1 if complaints else 0


def _synthesised(outdir: Path, experiment: str = "") -> Path:
    use_packaged_node()
    # Imported here, because aws_cdk starts its Node process during the import.
    from stacks.checks.checked_app import ValidationRefused, checked_app, synthesise

    # Without cdk.json's flags the statements differ from the deployed ones. Only the command line reads that file.
    flags = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    try:
        synthesise(checked_app(flags | ({"experiment": experiment} if experiment else {}), str(outdir)))
    except ValidationRefused as refused:
        sys.exit(str(refused))
    return outdir


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (CompileError, ToolchainError) as error:
        sys.exit(str(error))
