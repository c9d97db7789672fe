"""The committed tables of ``make exam`` are well-formed, and the kit's verdicts on them are those that are stated."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.exam.kit import accepts
from benchmarks.exam.outputs import LABELS, SCORER, outputs
from benchmarks.exam.tables import TABLES, read_table
from benchmarks.exam.verdicts import read_verdicts


def test_every_case_of_our_own_has_a_name_of_its_own_and_every_kind_a_case() -> None:
    tables = [read_table(path) for path in TABLES]
    names = Counter(case.id for table in tables for case in (*table.cases, *outputs()))

    assert tables
    for table in tables:
        assert {case.kind for case in table.cases} == set(table.kinds)
        assert all("(" in inspiration for inspiration in table.kinds.values()), "a kind names its source's licence"
    assert set(names.values()) <= {1, len(tables)}


def test_a_label_names_a_recorded_response() -> None:
    labels = json.loads(LABELS.read_text())
    known = {case.id for case in outputs()}

    assert set(labels) == set(SCORER)
    assert {f"outputs:{reward}:{each}" for reward, right in labels.items() for each in right} <= known


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_kit_agrees_with_a_table_except_on_what_is_judged(path: Path) -> None:
    judged = read_verdicts()

    for case in read_table(path).cases:
        assert (accepts(case) == case.right) == (case.id not in judged), f"{case.id}: {case.response}"


def test_the_kit_agrees_with_every_label_of_a_real_output() -> None:
    assert [case.id for case in outputs() if accepts(case) != case.right] == []


def test_a_verdict_on_a_wrong_answer_taken_excuses_nobody_of_our_own() -> None:
    """A case that we label wrong and accept is to be corrected, not judged."""
    taken = [name for name in read_verdicts() if name.startswith("own:") and "-" in name.rpartition(":")[2]]

    assert taken == []
