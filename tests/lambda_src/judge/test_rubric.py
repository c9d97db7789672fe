import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.judge.rubric.file import Canary
from reward_runtime.judge.rubric.prompt import rubric_digest
from reward_runtime.judge.rubric.rubric import Judged, Rubric, judged, rubric
from reward_runtime.judge.rubric.scale import Points, Unit

TEXT = "\ufeffCompare {response} with {reference}.\r\nMind accuracy and brand voice; \\boxed{x} {1} {} stay.\n"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], None]:
    """Writes a file of a ``rewards`` package that stands in for the kit's."""
    (tmp_path / "__init__.py").touch()
    spec = importlib.util.spec_from_file_location(
        "rewards", tmp_path / "__init__.py", submodule_search_locations=[str(tmp_path)]
    )
    assert spec
    monkeypatch.setitem(sys.modules, "rewards", importlib.util.module_from_spec(spec))

    def write(name: str, content: bytes) -> None:
        (tmp_path / name).write_bytes(content)

    return write


def test_a_rubric_is_read_from_beside_the_reward(written: Callable[[str, bytes], None]) -> None:
    written("similarity.md", TEXT.encode())

    made = judged("similarity.md", scale=Unit()).rubric

    assert made.text == "Compare {response} with {reference}.\nMind accuracy and brand voice; \\boxed{x} {1} {} stay."
    assert made.criteria == ("score",)
    assert made.places == ("response", "reference")
    assert made.needs("reference")
    assert not made.needs("question")


def test_a_rubric_is_graded_from_1_to_5_unless_it_says_otherwise(written: Callable[[str, bytes], None]) -> None:
    written("similarity.md", TEXT.encode())

    assert judged("similarity.md").rubric == judged("similarity.md", scale=Points(1, 5)).rubric
    assert rubric("similarity.md", criteria=("accuracy",)).scale == Points(1, 5)


def test_the_head_of_a_file_is_its_canary_and_no_part_of_what_the_judge_is_told(
    written: Callable[[str, bytes], None],
) -> None:
    head = '+++\r\n[canary]\r\nquestion = "q"\r\nreference = "ref"\r\ngood = "yes"\r\nbad = "no"\r\n+++\r\n'
    written("bare.md", TEXT.encode())
    written("headed.md", b"\xef\xbb\xbf" + head.encode() + TEXT.removeprefix("\ufeff").encode())

    bare, headed = judged("bare.md").rubric, judged("headed.md").rubric

    assert headed == replace(bare, file="headed.md", canary=Canary("q", "yes", "no", "ref"))
    assert rubric_digest(headed) == rubric_digest(bare)


def test_dimensions_of_one_rubric_share_its_call(written: Callable[[str, bytes], None]) -> None:
    written("support.replies.md", TEXT.encode())
    made = rubric("support.replies.md", scale=Points(1, 5), criteria=("accuracy", "brand_voice"))

    first, second = made.judges("accuracy"), made.judges("brand_voice")

    assert first.rubric == second.rubric == made
    assert hash(first.rubric) == hash(second.rubric)
    assert (first.criterion, second.criterion) == ("accuracy", "brand_voice")


def test_separate_criteria_are_a_call_each(written: Callable[[str, bytes], None]) -> None:
    written("support.md", TEXT.encode())
    made = rubric("support.md", scale=Points(1, 5), criteria=("accuracy", "brand_voice"), separate=True)

    first, second = made.judges("accuracy"), made.judges("brand_voice")

    assert first.rubric != second.rubric
    assert (first.rubric.criteria, second.rubric.criteria) == (("accuracy",), ("brand_voice",))
    assert first == Judged(first.rubric, "accuracy")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.md", "does not exist.*lambda_src/rewards/.*write it there"),
        ("latin.md", "not UTF-8"),
        ("../secret.md", "give the name alone"),
        ("/etc/passwd", "give the name alone"),
        ("folder/similarity.md", "give the name alone"),
        ("similarity.txt", "give the name alone"),
        ("similarity", "give the name alone"),
        ("", "give the name alone"),
    ],
)
def test_a_name_that_is_no_rubric_is_refused_with_the_folder(
    written: Callable[[str, bytes], None], name: str, said: str
) -> None:
    written("latin.md", b"\xff {response}")

    with pytest.raises(RewardDefinitionError, match=said):
        judged(name, scale=Unit())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "{response} 0 times"),
        ("Judge it.", "{response} 0 times"),
        ("{question} {reference}", "{response} 0 times"),
        ("{response} or {response}", "{response} 2 times"),
        ("{response} as in {Reference}", "'{Reference}'"),
        ("{response} as in { reference }", "'{ reference }'"),
        ("{responses}", "'{responses}'"),
    ],
)
def test_a_text_without_its_place_is_refused(text: str, said: str) -> None:
    with pytest.raises(RewardDefinitionError) as refused:
        Rubric("a.md", text, Unit())

    assert said in str(refused.value)
    assert "expected" in str(refused.value)


@pytest.mark.parametrize(
    "criteria",
    [(), ("a", "a"), ("reason",), ("Accuracy",), ("a b",), ("",), ("a", "1b"), "ab", ["a"]],
)
def test_criteria_that_cannot_be_fields_are_refused(criteria: tuple[str, ...]) -> None:
    """A comma left out makes a text of the tuple, and each of its letters a criterion."""
    with pytest.raises(RewardDefinitionError, match="criteria: got"):
        Rubric("a.md", "{response} a b accuracy reason", Unit(), criteria)


def test_a_criterion_that_the_text_never_names_is_refused() -> None:
    with pytest.raises(RewardDefinitionError, match="'warmth', which the text never names"):
        Rubric("a.md", "{response}: is it accurate? Mind Brand Voice.", Unit(), ("brand_voice", "warmth"))


@pytest.mark.parametrize("said", ["brand voice", "Brand_Voice", "brand-voice"])
def test_a_criterion_may_be_named_as_people_write_it(said: str) -> None:
    assert Rubric("a.md", f"{{response}}: mind the {said}.", Unit(), ("brand_voice",))


def test_an_unknown_criterion_is_refused_with_those_there_are() -> None:
    made = Rubric("a.md", "{response} accuracy", Unit(), ("accuracy",))

    with pytest.raises(RewardDefinitionError, match="got 'empathy', expected one of accuracy"):
        made.judges("empathy")


def test_a_canary_has_the_reference_that_its_rubric_shows() -> None:
    with pytest.raises(RewardDefinitionError, match="canary: got no reference"):
        Rubric("a.md", "{response} {reference}", Unit(), canary=Canary("q", "good", "bad"))

    assert Rubric("a.md", "{response}", Unit(), canary=Canary("q", "good", "bad")).canary
