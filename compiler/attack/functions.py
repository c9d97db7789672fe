"""``FunctionTarget``: a plain function of a response, the row's reference and its prompt."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compiler.attack.limits import DidNotEnd, NeverEnds, limited
from compiler.attack.subject import Case, Paid, Said

__all__ = ["FunctionTarget"]


@dataclass(frozen=True)
class FunctionTarget:
    """Pays responses by a function, which gets as many of (response, reference, prompt) as it takes by position."""

    function: Callable[..., Any]

    def pay(self, said: Sequence[Said]) -> list[Paid]:
        """Return the pay of each response."""
        return [self._paid(case, response) for case, response in said]

    def _paid(self, case: Case, response: str) -> Paid:
        given = (response, case.row.get("reference_answer"), case.prompt)
        try:
            with limited():
                return Paid(float(self.function(*given[: self._taken])))
        except NeverEnds:
            raise DidNotEnd(Said(case, response)) from None
        except Exception as error:  # noqa: BLE001 - the function is another's
            return Paid(None, type(error).__name__)

    @cached_property
    def _taken(self) -> int:
        kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        needed = [
            each
            for each in inspect.signature(self.function).parameters.values()
            if each.kind in kinds and each.default is inspect.Parameter.empty
        ]
        return len(needed)
