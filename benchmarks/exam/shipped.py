"""Cases that ship inside other packages, read from the installed or unpacked packages. None is copied here."""

import ast
import importlib
import re
import tarfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from benchmarks.exam.case import Case

__all__ = ["boxed_if_bare", "math_verify_cases", "reward_doctor_cases"]

_ENDS: Final = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"))
_COMMAND: Final = re.compile(r"\\[A-Za-z]+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SAID: Final = re.compile(r"\\boxed|####|<\w+>|answer|final", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_BOX: Final = re.compile(r"\\boxed\{((?:[^{}]|\{[^{}]*\})*)\}")
_JOINT: Final = re.compile(r"(?:[\s$,]|and|or){0,20}")
_MOST_WORDS: Final = 3


def reward_doctor_cases() -> Iterator[Case]:
    """Yield reward-doctor's corpus without the cases that it calls contested itself."""
    corpus: Any = importlib.import_module("reward_doctor.corpus")
    for each in corpus.load():
        response = boxed_if_bare(each.completion)
        scorer = "choices" if re.fullmatch(r"[A-Z]", each.reference) else _scorer(each.reference, response)
        yield Case(
            f"reward-doctor:{each.id}", scorer, each.reference, response, each.expect, each.category, each.prompt
        )


def math_verify_cases(sdist: Path) -> Iterator[Case]:
    """Yield the parametrised cases of math-verify's own tests: reference, prediction, and whether they are equal."""
    for file, text in _tests(sdist):
        for function in ast.walk(ast.parse(text)):
            if not isinstance(function, ast.FunctionDef):
                continue
            for index, (gold, said, right) in enumerate(_parameters(function), 1):
                name = f"math-verify:{file}:{function.name.removeprefix('test_')}:{index}"
                reference, response = _reference(gold), boxed_if_bare(said)
                yield Case(name, _scorer(reference, response), reference, response, bool(right), function.name)


def boxed_if_bare(text: str) -> str:
    """Put a text that is nothing but an answer in a box, for every grader alike; leave any other as it is."""
    inner = _undressed(text)
    formula = inner != text.strip()
    amid = _WORD.match(inner) and any(sign in inner for sign, _ in _ENDS)
    wordy = len(_WORD.findall(_COMMAND.sub(" ", inner))) > _MOST_WORDS or amid
    if _SAID.search(text) or "\n\n" in text.strip() or (wordy and not formula):
        return text
    return f"\\boxed{{{inner}}}"


def _scorer(reference: str, response: str) -> str:
    """The reward for such a row: that for numbers reads prose without a box, if the reference is a plain number."""
    return "numbers" if _NUMBER.fullmatch(reference) and "boxed" not in response else "expressions"


def _undressed(text: str) -> str:
    """A text without the marks of mathematics around the whole of it."""
    text = text.strip()
    for opens, closes in _ENDS:
        inner = text[len(opens) : -len(closes)]
        if text.startswith(opens) and text.endswith(closes) and inner and opens[:1] not in inner.replace(r"\$", ""):
            return inner.strip()
    return text


def _reference(gold: str) -> str:
    """The reference of a row: the text in the source's boxes or in its one formula; else the text as it is."""
    boxes = list(_BOX.finditer(gold))
    joined = all(_JOINT.fullmatch(gold, one.end(), other.start()) for one, other in pairwise(boxes))
    texts = dict.fromkeys(box[1] for box in boxes)
    return ", ".join(texts) if boxes and (joined or len(texts) == 1) else _undressed(gold)


def _tests(sdist: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(sdist) as archive:
        for member in sorted(archive.getmembers(), key=lambda each: each.name):
            found = re.fullmatch(r"[^/]+/tests/test_(\w+)\.py", member.name)
            content = archive.extractfile(member) if found else None
            if found and content:
                yield found[1], content.read().decode()


def _parameters(function: ast.FunctionDef) -> Iterator[tuple[str, str, object]]:
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or len(decorator.args) < 2:
            continue
        for element in getattr(decorator.args[1], "elts", []):
            try:
                gold, said, right = ast.literal_eval(element)[:3]
            except (TypeError, ValueError):
                continue
            if isinstance(gold, str) and isinstance(said, str):
                yield gold, said, right
