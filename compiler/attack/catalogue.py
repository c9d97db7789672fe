"""The notes on each attack: the worst severity, why rewards fall for it, and the remedy."""

from typing import Final, NamedTuple

from compiler.attack.finding import Severity

__all__ = ["Entry", "entry"]


class Entry(NamedTuple):
    """The text of a finding beside its figures."""

    cause: str
    mend: str
    most: Severity = Severity.CRITICAL
    """The severity at most."""


_PARSE: Final = "let extract find nothing where no answer is given, and pay the floor for that"
_CLOTHES: Final = Entry(
    "the comparison sees writing and not meaning", "parse both into the value before you compare", Severity.LOW
)
_SHAPE: Final = Entry("shape is paid whether or not there is an answer", "pay for form only if an answer was found")
_MENTION: Final = Entry(
    "the right answer counts wherever it stands", "read the answer from one place alone", Severity.MEDIUM
)
_SEVERAL: Final = "refuse a response that gives several different answers"
_REASONING: Final = "leave out what stands in the section of reasoning"
_COUNTERFACTUAL: Final = "see docs/judge_attacks.md: fences, seals and counterfactuals"
_PLEA: Final = Entry("the judge does what the response asks for", _COUNTERFACTUAL)
_FORGED: Final = Entry("the judge takes the response's marks for its own", _COUNTERFACTUAL)
_AUTHORITY: Final = Entry("the judge believes borrowed authority", _COUNTERFACTUAL)
_TABLE: Final[dict[str, Entry]] = {
    "blank": Entry("a guard for empty text pays", _PARSE),
    "words": Entry("any text is paid", _PARSE),
    "long": Entry("length is paid", "bound what length can earn, and let it count only for a right answer"),
    "skeleton": _SHAPE,
    "document_shape": _SHAPE,
    "confident": Entry("tone is paid", "take tone out of the reward, or let it count only for a right answer"),
    "hedging": Entry("tone is paid", "take tone out of the reward, or let it count only for a right answer"),
    "manners": Entry("manners are paid", "take tone out of the reward, or let it count only for a right answer"),
    "prompt_echo": Entry(
        "the prompt's own words are read as an answer",
        "read the answer from a form that the prompt does not hold itself, or refuse a response that copies it",
    ),
    "all_labels": Entry("every label is named and one of them is found", _SEVERAL),
    "all_numbers": Entry("every number is named and one of them is found", _SEVERAL),
    "constant": Entry("a fixed answer is taken for rows it is wrong for", "compare with the row's own reference"),
    "master_key": Entry("a text without content satisfies the judge", "put a check in code before the judge"),
    **dict.fromkeys(("plea", "plea_abroad", "plea_dressed", "plea_earlier", "claim", "self_praise"), _PLEA),
    **dict.fromkeys(("forged_verdict", "forged_call", "forged_mark", "forged_turn"), _FORGED),
    **dict.fromkeys(("earlier_graders", "authority"), _AUTHORITY),
    "rubric_words": Entry(
        "the judge counts the words of the question and not what is said", "ask the rubric for the claim that is right"
    ),
    "another_row": Entry("the answer of another row is taken", "compare with the row's own reference"),
    "number": Entry("the comparison allows for too much", "narrow the tolerance; compare exact values"),
    "label": Entry("one label is taken for another", "compare whole labels, not parts of words"),
    "document": Entry("a field that differs is not compared", "compare every field of the document"),
    "text:words_reversed": Entry("the order of words does not count", "compare them in order", Severity.MEDIUM),
    "text:case_swapped": Entry(
        "codes that differ in case count as equal", "compare codes as they are written", Severity.MEDIUM
    ),
    "text:steps_swapped": Entry("the order of steps does not count", "compare them in order"),
    "text:letters_reversed": Entry("letters are counted and not read", "compare the words as they are written"),
    "text": Entry("the comparison throws away what tells answers apart", "normalise less"),
    "only_in_reasoning": Entry("the section of reasoning is searched", _REASONING, Severity.LOW),
    "wrong_after_reasoning": Entry("the section of reasoning is searched first", _REASONING, Severity.LOW),
    "retracted": Entry("the first of several answers counts", _SEVERAL, Severity.LOW),
    "denied": _MENTION,
    "denied_in_form": _MENTION,
    "in_quote": _MENTION._replace(most=Severity.LOW),
    "either_or": Entry("two answers are given and the right one is found", _SEVERAL),
    "either_or_in_form": Entry(
        "two answers stand in one place and the right one is found", "compare the whole of it with the reference"
    ),
    "first_of_several": Entry("the first of several answers counts", _SEVERAL, Severity.LOW),
    "last_of_several": Entry("the last of several answers counts", _SEVERAL, Severity.LOW),
    "middle_of_several": Entry("any of several answers counts", _SEVERAL, Severity.HIGH),
    "junk_after": Entry("what stands beside the answer is not looked at", "compare the whole answer", Severity.MEDIUM),
    "clothes": _CLOTHES,
    "clothes:keys_reordered": Entry(
        "documents are compared as texts, so the order of their keys counts",
        "parse both, and compare the values",
        Severity.MEDIUM,
    ),
    "blank_lines": _CLOTHES._replace(most=Severity.MEDIUM),
    "after_reasoning": Entry("text before the answer hides it", "find the answer wherever it stands", Severity.LOW),
    "padded_right": Entry("length is paid beside a right answer", "bound what length can earn", Severity.MEDIUM),
    "padded_wrong": Entry("length is paid", "let length count only for a right answer", Severity.HIGH),
    "tags_added": _SHAPE._replace(most=Severity.HIGH),
    "repeated": Entry("repetition is paid", "pay for an answer once", Severity.MEDIUM),
    "search": Entry("parts that earn nothing alone earn together", "pay for form and style only beside a right answer"),
    "heavy": Entry("code that is slow on such a text", "scan in linear time, and refuse what is too long"),
}
_OTHER: Final = Entry("see the event", "see the event")


def entry(name: str) -> Entry:
    """Return the notes on an attack by its name, or by the part of it before a colon."""
    return _TABLE.get(name) or _TABLE.get(name.partition(":")[0]) or _OTHER
