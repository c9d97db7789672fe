"""Entry point of the command line: ``rft VERB ...`` or ``python -m rft VERB ...``.

Exit codes: 0 success, 1 the thing that was checked is bad, 2 the call is wrong, 128+n ended by the signal n.
"""

import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import FrameType
from typing import Annotated, Final

import typer
from botocore.exceptions import BotoCoreError, ClientError
from compiler.errors import CompileError

from rft.failures import RftError
from rft.output import printable
from rft.verbs import Verbs


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"rft {version('nova-reward-kit')}")
        raise typer.Exit


app = typer.Typer(
    name="rft",
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def top(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Deploy rewards for reinforcement fine-tuning, and watch them."""


_REMEDIES: Final = {
    ("NoCredentialsError", "PartialCredentialsError"): "set AWS_PROFILE, or run `aws configure` or `aws sso login`",
    ("ExpiredToken", "ExpiredTokenException", "TokenRetrievalError", "UnauthorizedSSOTokenError"): "sign in again",
    ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch"): "correct the access key",
    ("ProfileNotFound",): "correct AWS_PROFILE; `aws configure list-profiles` lists them",
    ("AccessDenied", "AccessDeniedException"): "allow these credentials that action",
}
"""Codes of AWS and errors of botocore -> the remedy."""
_ENDING: Final = (signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Always raises ``SystemExit``."""
    _unwind_on_signals()
    try:
        app(args=None if arguments is None else list(arguments), prog_name="rft")
    except RftError as error:
        _fail(str(error), error.exit_code)
    except CompileError as error:
        _fail(str(error), 2)
    except (BotoCoreError, ClientError) as error:
        _fail(_refused(error, _in_account(sys.argv[1:] if arguments is None else arguments)), 1)


def _in_account(arguments: Sequence[str]) -> bool:
    """Return True if the command calls the caller's account."""
    return not {"--aws", "--by-model"}.isdisjoint(arguments)


def _refused(error: Exception, in_account: bool) -> str:
    if in_account:
        return f"a call to your AWS account failed: {error}; {_remedy(error)}"
    return f"a call to the local target failed: {error}; see `rft local status`"


def _remedy(error: Exception) -> str:
    code = error.response.get("Error", {}).get("Code") if isinstance(error, ClientError) else type(error).__name__
    for codes, remedy in _REMEDIES.items():
        if code in codes:
            return remedy
    return "check the credentials and the region"


def _unwind_on_signals() -> None:
    """Raise an exception on a signal that ends this process, so that every open block ends its own processes."""
    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # under `nohup` it is ignored
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    for other in _ENDING:
        signal.signal(other, _already_ending)
    raise SystemExit(128 + number)


def _already_ending(_number: int, _frame: FrameType | None) -> None:
    """Do nothing, so that a second signal does not interrupt the cleanup. Child processes would inherit SIG_IGN."""


def _fail(message: str, code: int) -> None:
    print(f"error: {printable(message)}", file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
