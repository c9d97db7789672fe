"""``Verbs``: the commands of ``rft``, each imported when it is called for, because together they take a second."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

__all__ = ["VERBS", "Verbs"]

VERBS: Final = {
    "data": "rft.data.verb:data",
    "local": "rft.local.verb:local",
    "attack": "rft.attack.verb:attack",
    "calibrate": "rft.calibrate.verb:calibrate",
    "check": "rft.check.verb:check",
    "compare": "rft.compare.verb:compare",
    "dashboard": "rft.dashboard.verb:dashboard",
    "demo": "rft.demo.verb:demo",
    "doctor": "rft.doctor.verb:doctor",
    "event": "rft.event.verb:event",
    "evidence": "rft.evidence.verb:evidence",
    "invoke": "rft.invoke.verb:invoke",
    "job": "rft.job.verb:job",
    "list": "rft.list.verb:list_experiments",
    "logs": "rft.logs.verb:logs",
    "new": "rft.new.verb:new",
    "plan": "rft.plan.verb:plan",
    "prune": "rft.prune.verb:prune",
    "retire": "rft.retire.verb:retire",
    "score": "rft.score.verb:score",
    "watch": "rft.watch.verb:watch",
}
"""Verb -> module and name of its function, or of its group of verbs."""


class Verbs(TyperGroup):
    """The group of all verbs."""

    def __init__(self, **attributes: Any) -> None:
        """Take the attributes of any group."""
        super().__init__(**attributes)
        self.commands = _Imported()

    def list_commands(self, ctx: object) -> list[str]:
        """Return the names, in the order of the table."""
        return list(self.commands)


class _Imported(MutableMapping[str, Any]):
    """Verb -> its command, imported at its first use."""

    def __init__(self) -> None:
        self._commands: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._commands:
            self._commands[name] = _command(name, VERBS[name])
        return self._commands[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(VERBS)

    def __len__(self) -> int:
        return len(VERBS)


def _command(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    verb = getattr(import_module(module), attribute)
    if not isinstance(verb, typer.Typer):
        function, verb = verb, typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        verb.command(name)(function)
    command = typer.main.get_command(verb)
    command.name = name
    return command
