"""Saved queries: one ``.cwli`` file each. Its first lines are its question and its parameters.

# Which samples scored at or below a reward?
# {{reward}} = 0: the reward
filter event = "sample" and aggregate_reward_score <= {{reward}}
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compiler.errors import CompileError
from compiler.experiment.file import ROOT

__all__ = ["FOLDER", "OF_EXPERIMENT", "Parameter", "SavedQuery", "read_saved", "saved_queries"]

FOLDER: Final = ROOT / "stacks" / "queries"
"""Folder of the kit's own queries."""
OF_EXPERIMENT: Final = (
    "errors-by-code",
    "flat-prompts",
    "reward-distribution",
    "slowest-invocations",
    "unscorable-rows",
    "zero-reward-samples",
)
"""Those that are saved for each experiment, because its alarms name them most. All others are saved once a region:
CloudWatch Logs keeps at most 1,000 a region, and this quota cannot be raised (CloudWatch Logs User Guide, Quotas)."""
SUFFIX: Final = ".cwli"

_PARAMETER: Final = re.compile(r"# \{\{([A-Za-z_]\w*)\}\}(?: = ([^:]*))?: (.+)")
_PLACEHOLDER: Final = re.compile(r"(?P<quote>[\"']?)\{\{(?P<name>\w+)\}\}")
_IN_QUOTES: Final = re.compile(r"[^\"'\\\n]*")
_BARE: Final = re.compile(r"-?[\w.@]+")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query."""

    name: str
    default: str | None
    """``None`` if a value must be given."""
    meaning: str


@dataclass(frozen=True)
class SavedQuery:
    """One file."""

    name: str
    question: str
    """The question that the query answers; it ends with a question mark."""
    parameters: tuple[Parameter, ...]
    text: str
    """The query, with ``{{name}}`` in place of each parameter."""
    line: int = 1
    """Line of the file on which the query begins."""

    def filled(self, given: Mapping[str, str]) -> str:
        """Return the query with its parameters in place, below empty lines so that its line numbers are the file's.

        Raises:
            CompileError: a parameter is unknown or missing, or its value is more than a value.
        """
        unknown = sorted(set(given) - {parameter.name for parameter in self.parameters})
        if unknown:
            takes = ", ".join(parameter.name for parameter in self.parameters) or "none"
            raise CompileError(f"query {self.name!r}: got the parameter {unknown[0]!r}, expected one of: {takes}")
        defaults = {each.name: each.default for each in self.parameters if each.default is not None}
        values = {**defaults, **given}
        text = _PLACEHOLDER.sub(lambda found: found["quote"] + self._value(found, values), self.text)
        return "\n" * (self.line - 1) + text

    def _value(self, found: re.Match[str], values: Mapping[str, str]) -> str:
        name, quoted = found["name"], bool(found["quote"])
        value = values.get(name)
        if value is None:
            raise CompileError(f"query {self.name!r}: it needs the parameter {name!r}; add --param {name}=VALUE")
        # A value that ends the text or begins something else would change the query itself.
        if not (_IN_QUOTES if quoted else _BARE).fullmatch(value):
            form = "a text without quotes and backslashes" if quoted else "a number, a period or the name of a field"
            raise CompileError(f"query {self.name!r}: parameter {name}: got {value!r}, expected {form}")
        return value


def saved_queries(folder: Path = FOLDER) -> Mapping[str, SavedQuery]:
    """Return every query of a folder, by name."""
    return {file.stem: read_saved(file) for file in sorted(folder.glob(f"*{SUFFIX}"))}


def read_saved(file: Path) -> SavedQuery:
    """Return the query of a file.

    Raises:
        CompileError: it cannot be read, its first line is not a question, or its parameters and its text do not agree.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CompileError(f"query {str(file)!r}: {error}; expected the name of a saved query, or a file") from None
    question = lines[0].removeprefix("# ").strip() if lines and lines[0].startswith("# ") else ""
    if not question.endswith("?"):
        raise CompileError(f"query {str(file)!r}: expected its first line to be '# ' and the question that it answers")
    parameters = tuple(_parameters(lines[1:]))
    text = "\n".join(lines[1 + len(parameters) :]).rstrip()
    named, used = [each.name for each in parameters], {found["name"] for found in _PLACEHOLDER.finditer(text)}
    if set(named) != used or len(named) != len(used):
        raise CompileError(
            f"query {str(file)!r}: got the parameters {named} and the placeholders {sorted(used)}, expected them "
            "alike; a parameter is a line such as '# {{name}} = default: meaning' below the question"
        )
    return SavedQuery(file.stem, question, parameters, text, 2 + len(parameters))


def _parameters(lines: list[str]) -> Iterator[Parameter]:
    for line in lines:
        found = _PARAMETER.fullmatch(line)
        if found is None:
            return
        yield Parameter(found[1], found[2], found[3])
