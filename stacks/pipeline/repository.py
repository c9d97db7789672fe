"""``Repository``: the context's ``deployFrom`` -> the subjects of the tokens that GitHub gives its workflows."""

import re
from dataclasses import dataclass
from typing import Final

from compiler.errors import CompileError, quoted

__all__ = ["CONTEXT", "ISSUER_CONTEXT", "Repository", "issuer_is_known", "read_repository"]

CONTEXT: Final = "deployFrom"
ISSUER_CONTEXT: Final = "githubIssuer"
_OWNER: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
_NAME: Final = r"[A-Za-z0-9._-]{1,100}"
_FORM: Final = re.compile(rf"{_OWNER}/{_NAME}|{_OWNER}@[0-9]+/{_NAME}@[0-9]+")
"""Names alone, or names with the ids that GitHub adds for repositories since 15 July 2026."""


@dataclass(frozen=True)
class Repository:
    """A repository on GitHub, written as its tokens write it."""

    name: str
    """``owner/repo``, or ``owner@ID/repo@ID``."""

    @property
    def on_main(self) -> str:
        """Subject of the tokens of a run on the branch ``main`` (GitHub Docs, OpenID Connect reference)."""
        return f"repo:{self.name}:ref:refs/heads/main"

    @property
    def on_pull_request(self) -> str:
        """Subject of the tokens of a run for a pull request. A fork's pull request gets none."""
        return f"repo:{self.name}:pull_request"


def read_repository(value: str | None) -> Repository | None:
    """Return the repository that the context names; None if it names none.

    Raises:
        CompileError: it is of another form. A wildcard would let other repositories in.
    """
    if value is None:
        return None
    if not _FORM.fullmatch(value):
        raise CompileError(
            f"context {CONTEXT}: got {quoted(value)}, expected owner/repo, or owner@ID/repo@ID for a repository made "
            "since 15 July 2026; its page Settings, Actions, OIDC shows which, after `repo:`"
        )
    return Repository(value)


def issuer_is_known(value: str | None) -> bool:
    """Return whether the account has GitHub's identity provider already, by the context. It can have it only once.

    Raises:
        CompileError: the context says something else.
    """
    if value not in (None, "known"):
        raise CompileError(
            f"context {ISSUER_CONTEXT}: got {quoted(value)}, expected 'known' if the account has GitHub's identity "
            "provider, or nothing; `aws iam list-open-id-connect-providers` lists it"
        )
    return value is not None
