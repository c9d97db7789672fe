"""``Shown``: the few results that end up on the screen, chosen while any number of them passes."""

from dataclasses import dataclass, field

from rft.score.scoring import Scored


@dataclass
class Shown:
    """The first samples, each with the other responses to its prompt."""

    most: int
    """Samples to show. At most twice as many are in memory."""
    _groups: dict[bytes, list[Scored]] = field(default_factory=dict[bytes, list[Scored]])
    _kept: int = 0

    def add(self, key: bytes, scored: Scored) -> None:
        """Take a sample, whose prompt has the ``key``, if it may be among those to show."""
        group = self._groups.get(key)
        if group is None:
            if self._kept >= self.most:
                return
            group = self._groups[key] = []
        if len(group) == self.most:
            return
        group.append(scored)
        self._kept += 1
        # The last group is not shown if those before it fill the screen.
        while self._kept - len(self._groups[last := next(reversed(self._groups))]) >= self.most:
            self._kept -= len(self._groups.pop(last))

    def groups(self) -> list[list[Scored]]:
        """Return at most ``most`` samples, those of one prompt together, prompts in the order of their first sample.

        No group is cut, unless the first alone is too large.
        """
        left, chosen = self.most, list[list[Scored]]()
        for group in self._groups.values():
            if len(group) > left:
                break
            chosen.append(group)
            left -= len(group)
        return chosen
