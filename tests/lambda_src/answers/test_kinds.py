"""Claims that hold for every kind of answer: its rendered answer is right, and no text makes it fail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime.answer import ANSWER
from reward_runtime.answers.choices import Choices
from reward_runtime.answers.documents import Document, Documents
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.free_text import AsIs, FreeText
from reward_runtime.answers.instructions import Instructions
from reward_runtime.answers.instructions.kinds import KINDS as INSTRUCTIONS
from reward_runtime.answers.kind import HOSTILE, AnswerKind, Grade
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers import Numbers, WorkedNumbers
from reward_runtime.answers.texts import Texts
from reward_runtime.errors import RowFault
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward
from reward_runtime.samples import MISSING, Sample

from tests.lambda_src.bad_inputs import GIANT, GONE, TEXTS, VALUES

AnyKind = AnswerKind[Any, Any]


@dataclass(frozen=True)
class Known:
    """A kind, and answers of it that are known."""

    make: Callable[[], AnyKind]
    references: tuple[object, ...]
    """Of rows, each with a right answer that can be written out."""
    spellings: tuple[tuple[str, str], ...]
    """Two texts that say the same."""
    right_and_hostile: tuple[tuple[object, set[str]], ...] = ()
    """References that make some of the usual hostile texts right, and these texts."""


def read_total(document: Document) -> float | None:
    total = document.get("total")
    return float(total) if isinstance(total, (int, float)) and abs(total) < 1e300 else None


def orders(*kinds: str, example: str) -> dict[str, object]:
    return {"instruction_id_list": list(kinds), "kwargs": [{} for _ in kinds], "example": example}


TRUTH: Final = {"answer": "True", "options": ["True", "False"]}
KNOWN: Final[Mapping[str, Known]] = {
    "labels": Known(
        lambda: Labels("negative", "true", synonyms={"positive": ("very good",)}),
        ("positive", "Very good!", {"label": "negative"}),
        (("positive", "**Very  Good.**"), ("negative", "\\text{negative}")),
        (("true", {"true"}),),
    ),
    "numbers": Known(
        Numbers,
        (72, -0.5, "1,234", "1/3", {"answer": "so\n#### 7"}, 1e20, 1e-20, 10**99),
        (("1,000", "1000.0"), ("1/2", "$0.50"), ("72 clips", "\\text{72}")),
        ((0, {"-0"}),),
    ),
    "numbers_within": Known(
        lambda: Numbers(absolute=0.5, relative=0.01),
        (72, "60"),
        (("72", "72.0"),),
        ((0.5, {"-0"}),),
    ),
    "worked_numbers": Known(
        WorkedNumbers,
        ("48/2 = 24\n48 + 24 = 72\n#### 72", 72, "-1/3"),
        (("1,000", "1000.0"),),
        ((0, {"-0"}),),
    ),
    "expressions": Known(
        Expressions,
        ("x^2-1", "\\frac{1}{2}", "\\text{even}", "x=1, y=2\\text{ cm}"),
        (("\\frac12", "\\dfrac{1}{2}"), ("$x + 1$", "x+1.")),
        (("0", {"-0"}), ("\\text{True}", {"true"})),
    ),
    "choices": Known(
        Choices,
        ("B", 0, {"answer": "paris", "options": ["London", "Paris"]}),
        (("B", "(b)"), ("**Paris**", "The Paris."), ("B) Paris", "(b) paris")),
        ((TRUTH, {"true"}),),
    ),
    "texts": Known(
        Texts,
        ("The Beatles", ["B", "a"], {"text": "x"}, "word " * 100),
        (("The Beatles", "beatles!"), ("U.S.A.", "usa")),
        ((["yes", "TRUE"], {"true"}),),
    ),
    "exact_texts": Known(
        lambda: Texts(exact=True),
        (" The Beatles ", "!"),
        (("x", " x\n"),),
        (("true", {"true"}),),
    ),
    "documents": Known(
        Documents,
        ({"a": [1, {"b": None}], "c": "d"}, '{"total": 3}', {"calls": []}, {"a": True, "b": "\u2028}"}),
        (('{"a": 1, "b": 2}', '{ "b": 2.0, "a": 1 }'),),
        (({}, {"{}"}), ({"": None}, {'{"": null}'})),
    ),
    "documents_by_total": Known(
        lambda: Documents(read_total),
        ({"total": 3, "currency": "EUR"}, '{"total": 0.5}'),
        (('{"total": 3}', '{"total": 3.0, "n": 1}'),),
    ),
    "instructions": Known(
        Instructions,
        (orders("startend:quotation", "change_case:english_lowercase", example='"a calm text"'),),
        (("calm", "calm"),),
        ((orders("startend:quotation", "punctuation:no_comma", example='"a"'), set()),),
    ),
    "free_text": Known(
        FreeText,
        (" A fine\ntext. ", {"answer": "word " * 100}),
        (("A fine text.", "a  FINE\ntext."),),
        (("True", {"true"}), ("\\BOXED{", {"\\boxed{"})),
    ),
    "free_text_if_any": Known(
        lambda: FreeText(required=False),
        ("A fine text.",),
        (("A fine text.", "a  FINE\ntext."),),
        ((MISSING, {" "}),),
    ),
    "as_is": Known(
        AsIs,
        (),
        (("5", "5"),),
        (("true", {"true"}), (None, set())),
    ),
}

WITHOUT_LAYER: Final = pytest.mark.skipif(
    find_spec("mpmath") is None, reason="expressions are evaluated by mpmath, which is a layer"
)
NAMES: Final = [pytest.param(name, marks=WITHOUT_LAYER if name == "expressions" else ()) for name in KNOWN]
REFERENCES: Final = [
    pytest.param(name, reference, marks=WITHOUT_LAYER if name == "expressions" else (), id=f"{name}-{index}")
    for name, known in KNOWN.items()
    for index, reference in enumerate(known.references)
]
each_kind = pytest.mark.parametrize("name", NAMES)
each_quick_kind = pytest.mark.parametrize("name", [name for name in KNOWN if name != "expressions"])
each_reference = pytest.mark.parametrize(("name", "reference"), REFERENCES)


@cache
def kind_of(name: str) -> AnyKind:
    return KNOWN[name].make()


def value(result: Grade | float) -> float:
    return result.value if isinstance(result, Grade) else float(result)


def answered(kind: AnyKind, response: str) -> Any:
    """The value that the kind finds in a response; ``None`` if it finds no answer."""
    match = kind.extractor()(response, normalize=kind.normalize)
    return None if match is None else kind.parse(match.text)


def right(kind: AnyKind, answer: Any, reference: object) -> bool:
    return answer is not None and value(kind.compare(answer, kind.parse_reference(reference))) == 1


def filled(kind: AnyKind, answer: str) -> str:
    return kind.extractor().template.replace(ANSWER, answer)


@each_reference
def test_a_rendered_reference_parses_and_is_right(name: str, reference: object) -> None:
    kind = kind_of(name)
    rendered = kind.render(reference)

    assert rendered is not None
    if name == "worked_numbers":
        assert kind.parse(rendered) is None, "a solution is a response that holds its answer"
    else:
        assert right(kind, kind.parse(rendered), reference)


@each_reference
def test_a_rendered_reference_in_the_kinds_template_is_found_and_right(name: str, reference: object) -> None:
    kind = kind_of(name)
    rendered = kind.render(reference)

    assert rendered is not None
    assert kind.extractor().template.count(ANSWER) == 1
    assert right(kind, answered(kind, filled(kind, rendered)), reference)


@each_reference
def test_a_reward_of_the_kind_alone_pays_its_ceiling_for_a_rendered_reference(name: str, reference: object) -> None:
    reward = Reward(kind_of(name))
    rendered = reward.answers.render(reference)

    assert rendered is not None
    assert reward.score(Sample("s", "", reward.ideal_response(rendered), reference)).aggregate == 1


def test_no_right_answer_of_a_function_can_be_written_out() -> None:
    assert [AsIs().render(reference) for reference in ("5", {"a": 1}, None, MISSING)] == [None] * 4


@each_kind
def test_two_spellings_of_one_answer_have_one_normal_form_and_agree_in_boxes(name: str) -> None:
    kind = kind_of(name)

    for one, other in KNOWN[name].spellings:
        assert kind.normalize(one) == kind.normalize(other)
        assert boxed()(f"\\boxed{{{one}}} so \\boxed{{{other}}}", normalize=kind.normalize) is not None


@each_kind
def test_two_hostile_texts_of_equal_value_have_one_normal_form(name: str) -> None:
    kind = kind_of(name)
    parsed = [(text, kind.parse(text)) for text in HOSTILE]
    values = [(text, answer) for text, answer in parsed if answer is not None]

    for one, first in values:
        for other, second in values:
            if first == second:
                assert kind.normalize(one) == kind.normalize(other)


@each_reference
def test_no_hostile_text_raises_or_is_right(name: str, reference: object) -> None:
    kind = kind_of(name)
    hostile = list(kind.hostile(reference))
    parsed = kind.parse_reference(reference)

    assert hostile
    for text in hostile:
        kind.normalize(text)
        answer = kind.parse(text)
        assert answer is None or 0 <= value(kind.compare(answer, parsed)) < 1


@each_reference
def test_no_hostile_text_earns_anything_from_a_reward_of_the_kind_alone(name: str, reference: object) -> None:
    reward = Reward(kind_of(name))

    for text in reward.answers.hostile(reference):
        for response in (text, reward.ideal_response(text)):
            assert reward.score(Sample("s", "", response, reference)).aggregate == reward.floor


@each_kind
def test_a_usual_hostile_text_is_left_out_only_if_it_is_right(name: str) -> None:
    """Because a reward is tried on the rest only."""
    kind = kind_of(name)

    for reference in KNOWN[name].references:
        assert set(HOSTILE) <= set(kind.hostile(reference))
    for reference, expected in KNOWN[name].right_and_hostile:
        assert set(HOSTILE) - set(kind.hostile(reference)) == expected
        assert all(right(kind, kind.parse(text), reference) for text in expected)


def test_any_text_is_an_answer_of_the_kinds_of_text_but_an_empty_one() -> None:
    for text in HOSTILE:
        assert FreeText().parse(text) == AsIs().parse(text) == (text or None)


TEXT: Final = st.one_of(
    st.text(st.characters(), max_size=80),
    st.text("0123456789+-^_{}()[]\\!$%&=#,.:/\"'xyieABC \n", max_size=60),
    st.sampled_from([make() for name, make in TEXTS.items() if not name.startswith(GIANT)]),
)


def reads(kind: AnyKind, text: str, reference: object) -> None:
    """Claim that no method raises on a text, and that it is right, wrong or between."""
    for answer in (kind.parse(text), answered(kind, text), answered(kind, filled(kind, text))):
        hash(kind.normalize(text))
        if answer is not None:
            assert 0 <= value(kind.compare(answer, kind.parse_reference(reference))) <= 1


@each_quick_kind
@given(data=st.data())
def test_no_text_makes_a_kind_raise(name: str, data: st.DataObject) -> None:
    reads(kind_of(name), data.draw(TEXT), data.draw(st.sampled_from(KNOWN[name].references or ("5", None))))


@WITHOUT_LAYER
@settings(max_examples=30)
@given(TEXT, st.sampled_from(KNOWN["expressions"].references))
def test_no_text_makes_expressions_raise(text: str, reference: object) -> None:
    reads(kind_of("expressions"), text, reference)


FIELDS: Final = ("answer", "final_answer", "label", "text", "answers", "options", "choices", "total", "example")
ARGUMENTS: Final = (
    *("relation", "num_words", "num_sentences", "num_paragraphs", "nth_paragraph", "first_word", "keywords", "keyword"),
    *(
        "frequency",
        "letter",
        "let_relation",
        "let_frequency",
        "language",
        "forbidden_words",
        "num_bullets",
        "end_phrase",
    ),
    *("num_highlights", "section_spliter", "num_sections", "num_placeholders", "postscript_marker", "prompt_to_repeat"),
    *("capital_relation", "capital_frequency"),
)
PLAIN: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 30),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=20),
    st.sampled_from(
        ["positive", "#### 7", "B", "{", '{"total": 1}', "x=1,y=2", "9^{9^{9}}", "at least", "ja", "1e100"]
    ),
)
JSON: Final = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner),
    max_leaves=8,
)
ORDERS: Final = st.fixed_dictionaries(
    {
        "instruction_id_list": st.lists(st.sampled_from(sorted(INSTRUCTIONS)), min_size=1, max_size=2),
        "kwargs": st.lists(st.dictionaries(st.sampled_from(ARGUMENTS), JSON, max_size=8), min_size=1, max_size=2),
    },
    optional={"example": st.text(max_size=5)},
)
CORPUS: Final = [MISSING if reference is GONE else reference for reference in VALUES.values()]


def is_usable(kind: AnyKind, reference: object) -> bool:
    try:
        kind.parse_reference(reference)
    except RowFault:
        return False
    return True


def renders(kind: AnyKind, reference: object) -> bool:
    """Claim that a reference is usable, rendered and right, or the row's fault whenever it is parsed or rendered."""
    if not is_usable(kind, reference):
        with pytest.raises(RowFault):
            kind.render(reference)
        return False
    rendered = kind.render(reference)
    # The example of a row is its author's, who may have erred.
    by_author = isinstance(kind, Instructions)
    assert rendered is None or by_author or right(kind, answered(kind, filled(kind, rendered)), reference)
    return True


REFERENCE: Final = JSON | ORDERS | st.sampled_from(CORPUS)


@each_quick_kind
@given(reference=REFERENCE)
def test_any_reference_is_rendered_and_right_or_the_rows_fault(name: str, reference: object) -> None:
    kind = kind_of(name)

    if renders(kind, reference):
        assert not any(right(kind, kind.parse(text), reference) for text in kind.hostile(reference))


@WITHOUT_LAYER
@settings(max_examples=30)
@given(REFERENCE)
def test_any_expression_is_rendered_and_right_or_the_rows_fault(reference: object) -> None:
    renders(kind_of("expressions"), reference)
