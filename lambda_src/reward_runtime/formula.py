"""``Formula``: an aggregate that weights cannot express, in arithmetic that the compiler can analyse."""

import ast
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import CodeType

from reward_runtime.errors import RewardDefinitionError

__all__ = ["Formula"]

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.USub)
_FUNCTIONS = {"min": min, "max": max}
_GRAMMAR = "numbers, names of dimensions, + - * ( ), min(a, b, ...) and max(a, b, ...)"
_LONGEST = 500


@dataclass(frozen=True)
class Formula:
    """For example ``correct * (0.8 + 0.2 * min(concise, well_formed))``: dimensions 0..1 in, a share 0..1 out."""

    text: str

    def check(self, dimensions: Iterable[str]) -> None:
        """Raise ``RewardDefinitionError`` for anything but the grammar over exactly these names."""
        if set(dimensions) & set(_FUNCTIONS):
            raise RewardDefinitionError("formula: got a dimension named min or max, expected any other name")
        named = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)} - set(_FUNCTIONS)
        if named != set(dimensions):
            raise RewardDefinitionError(
                f"formula: got the names {sorted(named)}, expected each dimension: {sorted(dimensions)}"
            )

    @cached_property
    def tree(self) -> ast.expr:
        """The formula's syntax tree, of the grammar alone."""
        if len(self.text) > _LONGEST:
            raise RewardDefinitionError(f"formula: got {len(self.text)} characters, expected at most {_LONGEST}")
        try:
            tree = ast.parse(self.text, mode="eval").body
        except (SyntaxError, ValueError):
            tree = None
        if tree is None or not _is_arithmetic(tree):
            raise RewardDefinitionError(f"formula: got {self.text!r}, expected {_GRAMMAR}")
        # A product of integers can be too large for a float, which raises; of floats it is infinite, which is refused.
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, int):
                node.value = float(node.value)
        return tree

    def __call__(self, values: Mapping[str, float]) -> float:
        """Return the share for the values of all dimensions."""
        # Nothing but arithmetic is in the code, and it has no builtins.
        share = eval(self._code, {"__builtins__": {}, **_FUNCTIONS}, dict(values))  # noqa: S307
        return float(share)

    @cached_property
    def _code(self) -> CodeType:
        return compile(ast.Expression(self.tree), "<formula>", "eval")


def _is_arithmetic(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int() | float() as value):
            return not isinstance(value, bool) and value <= sys.float_info.max
        case ast.Name(id=name):
            return name not in _FUNCTIONS
        case ast.BinOp(left=left, op=op, right=right):
            return isinstance(op, _OPERATORS) and _is_arithmetic(left) and _is_arithmetic(right)
        case ast.UnaryOp(op=op, operand=operand):
            return isinstance(op, _OPERATORS) and _is_arithmetic(operand)
        case ast.Call(func=ast.Name(id=name), args=[_, _, *_] as args, keywords=[]):
            return name in _FUNCTIONS and all(_is_arithmetic(arg) for arg in args)
        case _:
            return False
