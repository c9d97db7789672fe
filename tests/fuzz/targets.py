"""The fuzz targets. Each asserts claims that hold for any input."""

import json
from collections.abc import Callable
from fractions import Fraction

from reward_runtime.answer import Extractor
from reward_runtime.answers.expressions.beside import EXPRESSIONS
from reward_runtime.answers.expressions.expressions import Expressions, forget
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers import LONGEST, MAX_STEPS, Numbers, equations
from reward_runtime.answers.numbers.in_text import last_number, marked_number, number_given
from reward_runtime.answers.numbers.measures import NUMBERS
from reward_runtime.answers.stated_label import stated_label
from reward_runtime.errors import RewardError, RowFault
from reward_runtime.extract import (
    boxed,
    boxed_solution,
    choice,
    expression_given,
    final_answer,
    final_text,
    in_solution,
    in_tag,
    json_object,
    letters,
    pattern,
    stated,
    tagged,
    whole,
    whole_text,
    xml_element,
)
from reward_runtime.judge.call import Reply, Unreadable
from reward_runtime.judge.rubric.fence import sanitised
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points
from reward_runtime.judge.rubric.verdict import read_verdict
from reward_runtime.samples import parse_samples

Target = Callable[[str], None]

RUBRIC = Rubric("fuzzed.md", "Is {response} kind and clear?", Points(1, 5), ("kind", "clear"))

REFERENCES = [
    Expressions().parse_reference(text)
    for text in ("72", "\\frac{x}{2}", "(1,2]", "x>3", "y=2x+1", "\\{1,2\\}", "\\text{even}", "2,5,11", "50\\%")
]

EXTRACTORS: dict[str, Extractor] = {
    "boxed": boxed(),
    "boxed_solution": boxed_solution(),
    "choice": choice(),
    "final_answer": final_answer(),
    "in_solution": in_solution(boxed()),
    "in_tag": in_tag("answer", boxed()),
    "json_object": json_object(),
    "last_number": last_number(),
    "marked_number": marked_number(),
    "pattern": pattern(r"Result: (\w{1,20})"),
    "stated_expression": stated(final_answer(on_conflict="none", gives=expression_given), reading=EXPRESSIONS),
    "stated_letter": stated(choice(), reading=letters()),
    "stated_number": stated(final_answer(on_conflict="none", gives=number_given), last_number(), reading=NUMBERS),
    "stated_label": stated_label(Labels(synonyms={"positive": ("肯定的",), "negative": ("否定",)})),
    "tagged": tagged("answer"),
    "whole": whole(),
    "whole_text": whole_text(),
    "xml_element": xml_element("answer"),
}


def event(text: str) -> None:
    """An event is parsed into samples whose ids can be sent back, or refused by a short error."""
    try:
        given: object = json.loads(text)
    except (ValueError, RecursionError):
        return
    try:
        samples = parse_samples(given)
    except RewardError as error:
        refusal = str(error)
        samples = []
    else:
        refusal = ""
    assert len(refusal) < 400
    for sample in samples:
        json.dumps(sample.id, ensure_ascii=False, allow_nan=False).encode()


def extracting(extractor: Extractor) -> Target:
    """The target of one extractor."""

    def target(text: str) -> None:
        part = final_text(text)
        assert 0 <= part[0] <= part[1] == len(text)
        match = extractor(text, [part])
        assert match == extractor(text, [part])
        if match is None:
            return
        start, end = match.span
        assert part[0] <= start <= end <= part[1]
        assert text[start:end].strip() == match.text
        assert all(part[0] <= first <= last <= part[1] for first, last in match.other_matches)

    return target


def number(text: str) -> None:
    """A text is parsed to an exact number of bounded size or to None; blanks around it change nothing."""
    value = Numbers().parse(text)
    assert value is None or isinstance(value, Fraction)
    assert value is None or value.numerator.bit_length() < 50_000
    if value is not None and len(text) < LONGEST - 1:
        assert Numbers().parse(f" {text}\n") == value


def expression(text: str) -> None:
    """A text is right or wrong against a reference, the same each time; as a reference it is met by itself."""
    kind = Expressions()
    answer = kind.parse(text)
    if answer is None:
        return
    # One of them an input, because reading and comparing take a while under instrumentation.
    right = REFERENCES[len(text) % len(REFERENCES)]
    grade = kind.compare(answer, right)
    assert grade.value in (0.0, 1.0)
    forget()
    assert kind.compare(answer, right) == grade
    try:
        reference = kind.parse_reference(text)
    except RowFault:
        return
    assert kind.compare(answer, reference).value == 1.0
    assert kind.compare("72", reference).value in (0.0, 1.0)


def steps(text: str) -> None:
    """The equations of a text are bounded in number and the same each time."""
    found = list(equations(text))
    assert len(found) <= MAX_STEPS
    assert found == list(equations(text))


def verdict(text: str) -> None:
    """A judge's reply is a value 0..1 for each criterion, or unreadable, and nothing else."""
    try:
        said: object = json.loads(text)
    except (ValueError, RecursionError):
        said = text
    for stop in ("tool_use", "end_turn", "max_tokens", text[:20]):
        try:
            read = read_verdict(Reply(stop, said, "", 1, 1), RUBRIC)
        except Unreadable:
            continue
        assert isinstance(read, dict)
        assert set(read) == set(RUBRIC.criteria)
        assert all(0.0 <= value <= 1.0 for value in read.values())


def fence(text: str) -> None:
    """Any candidate is in the prompt once, sanitised, between its own marks."""
    nonce = "0" * 32
    if nonce in text:
        return
    user = prompt_of(JudgeItem(RUBRIC, "why?", "", text), 100, lambda: nonce).user
    begins, ends = f"<candidate-{nonce}>\n", f"\n</candidate-{nonce}>"
    assert user.count(begins) == user.count(ends) == 1
    assert user.partition(begins)[2].partition(ends)[0] == sanitised(text)


TARGETS: dict[str, Target] = {
    "event": event,
    "number": number,
    "expression": expression,
    "steps": steps,
    "verdict": verdict,
    "fence": fence,
    **{f"extract_{name}": extracting(extractor) for name, extractor in EXTRACTORS.items()},
}
