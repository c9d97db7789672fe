"""``Author``: which line of the author's file is to blame."""

import ast
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final

from reward_runtime.reward import AnyReward

__all__ = ["Author"]

_FIELD: Final = re.compile(r"the reward's (\w+)")
_DIMENSION: Final = re.compile(r"the scorer of dimension '(\w+)'")


@dataclass(frozen=True)
class Author:
    """The file of one reward."""

    lambda_src: Path
    """The folder, resolved."""
    name: str
    """The file's name in ``rewards/`` without ``.py``."""

    @property
    def file(self) -> str:
        """The file as errors show it."""
        return f"lambda_src/rewards/{self.name}.py"

    def raised(self, trace: TracebackType | None) -> str | None:
        """Return the last line of any file in ``rewards/`` that ran; ``None`` if none did."""
        frames = traceback.walk_tb(trace)
        return self._last((frame.f_code.co_filename, line) for frame, line in frames)

    def running(self, frame: FrameType | None) -> str:
        """Return the line of any file in ``rewards/`` that runs now; the file alone if none does."""
        stack = [(each.f_code.co_filename, line) for each, line in traceback.walk_stack(frame)]
        return self._last(reversed(stack)) or self.file

    def line_of(self, part: str, reward: AnyReward) -> str:
        """Return the line that a part stands on: the function's own, or the line of ``REWARD`` that names it.

        Args:
            part: as in ``ScorerError.part``.
            reward: the reward of this file.
        """
        function = self._function(part, reward)
        code = getattr(function, "__code__", None)
        own = None if code is None else self._last([(code.co_filename, code.co_firstlineno)])
        return own or f"{self.file}:{self._written(part)}"

    def _last(self, places: Iterator[tuple[str, int]] | list[tuple[str, int]]) -> str | None:
        folder = self.lambda_src / "rewards"
        own = [(Path(file), line) for file, line in places if Path(file).is_relative_to(folder)]
        return f"lambda_src/{own[-1][0].relative_to(self.lambda_src).as_posix()}:{own[-1][1]}" if own else None

    def _function(self, part: str, reward: AnyReward) -> object:
        field, dimension = _FIELD.match(part), _DIMENSION.match(part)
        if dimension:
            found = next((each.score for each in reward.dimensions if each.name == dimension[1]), None)
            return found or reward.compare or type(reward.answers).compare
        if field and field[1] == "extract":
            return reward.extractor.find
        return getattr(type(reward.answers), field[1], None) if field else None

    def _written(self, part: str) -> int:
        field, dimension = _FIELD.match(part), _DIMENSION.match(part)
        for call in self._calls:
            names = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "name")]
            named = getattr(call.func, "id", "") == "Dimension" and names
            if dimension and named and getattr(names[0], "value", None) == dimension[1]:
                return call.lineno
        words = [word for call in self._calls for word in call.keywords if field and word.arg == field[1]]
        return words[-1].value.lineno if words else self._reward_line

    @cached_property
    def _tree(self) -> ast.Module:
        return ast.parse((self.lambda_src / "rewards" / f"{self.name}.py").read_bytes())

    @cached_property
    def _calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self._tree) if isinstance(node, ast.Call)]

    @cached_property
    def _reward_line(self) -> int:
        named = [node for node in self._tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_reward(node)]
        return named[-1].lineno if named else 1


def _is_reward(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(target, ast.Name) and target.id == "REWARD" for target in targets)
