"""The CDK app: experiments/*.yaml -> one checked stack each, and their overview. ``cdk`` starts it; see cdk.json."""

import sys
from pathlib import Path

from compiler.errors import CompileError
from stacks.checks.commandline import refuse_deploying_in_place
from stacks.checks.toolchain import ToolchainError, require_pinned_cli, use_packaged_node


def main() -> None:
    """Synthesise every experiment, or only the one that ``-c experiment=NAME`` names."""
    require_pinned_cli(Path(__file__).parent)
    refuse_deploying_in_place()
    use_packaged_node()
    # Imported here, because aws_cdk starts its Node process during the import.
    from stacks.checks.checked_app import ValidationRefused, checked_app, synthesise

    try:
        synthesise(checked_app())
    except ValidationRefused as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    try:
        main()
    except (CompileError, ToolchainError) as error:
        sys.exit(str(error))
    except ModuleNotFoundError as error:
        # Another Python than the kit's, most often because nobody activated its environment.
        sys.exit(
            f"app.py: got {sys.executable} without the package {error.name!r}, expected the kit's own Python; "
            "run `make setup`, then `source .venv/bin/activate`"
        )
