"""Judge -> the request fields that its model refuses, so that calls leave them out."""

from reward_runtime.judge.omitted import OMITTED_FIELDS, OmittedField

from compiler.errors import CompileError
from compiler.judge.block import Judge
from compiler.judge.known_models import known_models
from compiler.judge.model_id import read_model_id

__all__ = ["omitted_fields"]


def omitted_fields(judge: Judge) -> tuple[OmittedField, ...]:
    """Return the fields, in the order of ``OMITTED_FIELDS``: the experiment's own or, without them, the known ones.

    An endpoint, and an ARN that does not say which model it holds, is not known to refuse any.
    """
    given = judge.omit
    if given is None:
        refused, model = known_models().refused, _model_of(judge)
        given = [field for field in OMITTED_FIELDS if field in refused and model in refused[field].models]
    return tuple(field for field in OMITTED_FIELDS if field in given)


def _model_of(judge: Judge) -> str:
    try:
        return read_model_id(judge.made_from or judge.model or "", "judge").model
    except CompileError:
        # ``judge_target`` tells of it.
        return ""
