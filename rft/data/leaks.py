"""Whether prompts contain their own answers more often than the answers of other rows."""

from typing import Final

__all__ = ["Leaks"]

_LONGEST: Final = 2_000
"""Characters of an answer that is looked for."""
_GAP: Final = 0.1
"""Share of the rows by which a prompt's own answer must stand in it more often than another row's."""
_FEWEST: Final = 3


class Leaks:
    """Compares each prompt with its own answer and with the answer of the row before, which nobody would leak."""

    def __init__(self) -> None:
        """Start with no row."""
        self._before = ""
        self._compared = self._own = self._other = 0
        self.lines: list[int] = []
        """The first lines whose prompt holds its own answer and not the other one."""

    def add(self, line: int, prompt: str, answer: str) -> None:
        """Compare one row."""
        answer, prompt = answer.strip().casefold(), prompt.casefold()
        before, self._before = self._before, answer
        if not before or before == answer or not answer or len(answer) > _LONGEST:
            return
        own, other = _holds(prompt, answer), _holds(prompt, before)
        self._compared += 1
        self._own += own
        self._other += other
        if own and not other and len(self.lines) < 100:
            self.lines.append(line)

    @property
    def shares(self) -> tuple[float, float]:
        """Shares of the compared rows whose prompt holds its own answer, and that of the row before."""
        return (self._own / self._compared, self._other / self._compared) if self._compared else (0.0, 0.0)

    @property
    def count(self) -> int:
        """Rows beyond chance, 0 if there are too few to say so."""
        own, other = self.shares
        beyond = round((own - other) * self._compared)
        return beyond if own - other >= _GAP and beyond >= _FEWEST else 0


def _holds(prompt: str, answer: str) -> bool:
    """Whether an answer stands in a prompt as words of its own; both are folded to one case."""
    at = prompt.find(answer)
    while at >= 0:
        before, after = prompt[at - 1 : at], prompt[at + len(answer) : at + len(answer) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = prompt.find(answer, at + 1)
    return False
