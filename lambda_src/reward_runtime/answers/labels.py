"""Labels of a closed set, with the other words that mean the same."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from reward_runtime.answers.carriers import Carried
from reward_runtime.answers.kind import HOSTILE, AnswerKind, wrong
from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RewardDefinitionError, RowFault

__all__ = ["Labels"]

_LONGEST: Final = 200
"""Characters; longer text is not a label. Bounds the normalisation, which can grow text eighteen-fold."""
_TEXT_COMMAND: Final = re.compile(r"^\\(?:text|textbf|mathrm|mathbf)\s*\{([^{}]*)\}$")
_DRESS: Final = " \t\r\n*_`~#\"'.,:;!()[]{}<>$\u3001\u3002\u300c\u300d\uff01\uff1a\u201c\u201d\u2018\u2019"


def _normalized(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n\r")
    text = text.strip(_DRESS)
    # The brace that closes a command was stripped, because it is dress.
    command = _TEXT_COMMAND.match(text + "}")
    return " ".join((command.group(1) if command else text).strip(_DRESS).casefold().split())


class Labels(AnswerKind[str, str]):
    """A closed set of labels: ``Labels("positive", "negative", "neutral")``. Case, marks and blanks do not count."""

    def __init__(
        self,
        *labels: str,
        synonyms: Mapping[str, Sequence[str]] = MappingProxyType({}),
        keys: tuple[str, ...] = REFERENCE_KEYS,
    ) -> None:
        """Take the labels, and other words for some of them.

        Args:
            labels: the labels themselves; those that ``synonyms`` names need not stand here again.
            synonyms: label -> other words that mean it.
            keys: keys under which an object reference holds its label; the first that is not null counts.

        Raises:
            RewardDefinitionError: a word that is blank, or that belongs to two labels.
        """
        words: dict[str, str] = {}
        for label in dict.fromkeys((*labels, *synonyms)):
            for word in (label, *synonyms.get(label, ())):
                normalized = _normalized(word)
                if not normalized or words.setdefault(normalized, label) != label:
                    raise RewardDefinitionError(
                        f"labels: got {word!r}, expected a word of letters or digits that belongs to one label only"
                    )
        self.words: Final[Mapping[str, str]] = MappingProxyType(words)
        """Every accepted spelling, normalized, and its label."""
        self.keys: Final = keys
        self._carried: Final = Carried(words)

    def parse(self, text: str) -> str | None:
        """Return the label that the whole text spells, with or without marks around it; ``None`` for anything else.

        Words that do not change a label may stand beside it, such as ``positive sentiment``: see ``carriers``.
        """
        if label := self.words.get(text):
            return label
        normalized = _normalized(text)
        return self.words.get(normalized) or self._carried.label(normalized)

    def parse_reference(self, reference: object) -> str:
        """Return the label of a reference: a string, or an object with one of ``keys``; else ``RowFault``."""
        reference = held(reference, self.keys)
        label = self.parse(reference) if isinstance(reference, str) else None
        if label is None:
            raise RowFault("unknown_label")
        return label

    def compare(self, answer: str, reference: str) -> float:
        """Return 1.0 if both are the same label, else 0.0."""
        return 1.0 if answer == reference else 0.0

    def normalize(self, text: str) -> str | None:
        """Return the label, so that two spellings of it agree and a text that is not a label says nothing."""
        return self.parse(text)

    def hostile(self, reference: object) -> Iterable[str]:
        """Return also every label at once, and the right one denied."""
        labels = dict.fromkeys(self.words.values())
        texts = (*HOSTILE, " ".join(labels), " or ".join(labels), f"not {self.parse_reference(reference)}")
        return wrong(self, texts, reference)
