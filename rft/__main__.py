"""Entry of the command line: ``rft VERB ...`` or ``python -m rft VERB ...``.

Exit codes: 0 good, 1 the thing checked is bad, 2 the call is wrong.
"""

import sys
from collections.abc import Sequence

import typer
from botocore.exceptions import BotoCoreError, ClientError
from compiler.errors import CompileError

from rft.demo import demo
from rft.failures import RftError
from rft.local import local
from rft.prune import prune

app = typer.Typer(
    name="rft",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Deploy rewards for reinforcement fine-tuning, and look at what they do.",
)
app.add_typer(local, name="local")
app.command("demo")(demo)
app.command("prune")(prune)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; always raises ``SystemExit``."""
    try:
        app(args=None if arguments is None else list(arguments), prog_name="rft")
    except RftError as error:
        _fail(str(error), error.exit_code)
    except CompileError as error:
        _fail(str(error), 2)
    except (BotoCoreError, ClientError) as error:
        _fail(f"local target: a call failed: {error}; see `rft local status`", 1)


def _fail(message: str, code: int) -> None:
    print(f"error: {message}", file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
