"""The page on telemetry agrees with the registry."""

import re

from reward_runtime import names

from compiler.experiment.file import ROOT
from compiler.telemetry.document import DOC_FILE, with_tables

TEXT = (ROOT / DOC_FILE).read_text(encoding="utf-8")
PREFIXES = (
    names.DIMENSION_METRIC_PREFIX,
    names.DIMENSION_FIELD_PREFIX,
    names.REASON_FIELD_PREFIX,
    names.SECOND_FIELD_PREFIX,
)
FIELDS = {
    *names.HEAD_FIELDS,
    *names.SAMPLE_FIELDS,
    *names.EXTRA_FIELDS,
    *names.BATCH_FIELDS,
    *names.JUDGE_FIELDS,
    *names.SECOND_FIELDS,
    *names.FAILURE_FIELDS,
    *names.PREFLIGHT_FIELDS,
}


def test_the_committed_tables_are_current() -> None:
    assert with_tables(TEXT) == TEXT


def test_a_table_that_is_out_of_date_is_made_anew() -> None:
    assert with_tables(TEXT.replace("`RewardShare` | None", "`Reward` | Count")) == TEXT


def test_every_name_is_in_the_tables_and_the_prose_names_no_other() -> None:
    written = set(re.findall(r"^\| `([\w<>]+)` \|", TEXT, flags=re.MULTILINE))
    assert written == {*names.METRICS, *FIELDS, *(f"{prefix}<dimension>" for prefix in PREFIXES)}

    (answers,) = re.findall(r"\| question \|.*?\n\n", TEXT, flags=re.DOTALL)
    named = {name for name in re.findall(r"`(\w+)", answers) if not name.startswith(PREFIXES)}
    assert named <= {*names.METRICS, *FIELDS}
    assert named >= set(names.METRICS)
