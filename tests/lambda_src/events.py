"""Builders of events: one function per event shape of the platforms, from the same (id, response, reference)."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

Row = dict[str, Any]
Triple = tuple[Any, Any, Any]


def turns(response: Any, role: str = "assistant") -> list[Row]:
    return [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "How does it sound?"},
        {"role": role, "content": response},
    ]


def row(id: Any = "s-1", response: Any = "positive", reference: Any = "positive", **fields: Any) -> Row:
    return {"id": id, "messages": turns(response), "reference_answer": reference, **fields}


def _top(id: Any, response: Any, reference: Any) -> Row:
    return row(id, response, reference)


def _metadata(id: Any, response: Any, reference: Any) -> Row:
    return {"id": id, "messages": turns(response), "metadata": {"reference_answer": reference, "topic": "x"}}


def _blocks(id: Any, response: Any, reference: Any) -> Row:
    return row(id, [{"type": "text", "text": response}], reference)


def _nova_role(id: Any, response: Any, reference: Any) -> Row:
    return {"id": id, "messages": turns(response, "nova_assistant"), "reference_answer": reference}


def _two_assistant_turns(id: Any, response: Any, reference: Any) -> Row:
    right = {"role": "assistant", "content": "the ground truth, not the model's"}
    messages = [*turns("x")[:2], right, {"role": "assistant", "content": response}]
    return {"id": id, "messages": messages, "reference_answer": {"answer": reference}}


def _verl(id: Any, response: Any, reference: Any) -> Row:
    return {
        "id": id,
        "data_source": "d",
        "prompt": turns("x")[:2],
        "response": response,
        "reward_model": {"style": "rule", "ground_truth": reference},
    }


def _verl_extra(id: Any, response: Any, reference: Any) -> Row:
    return {"id": id, "prompt": "How?", "response": response, "extra_info": {"reference_answer": reference}}


def _completion(id: Any, response: Any, reference: Any) -> Row:
    return {"id": id, "prompt": "How?", "completion": response, "reference_answer": reference}


def _model_response(id: Any, response: Any, reference: Any) -> Row:
    return {"id": id, "query": "How?", "model_response": response, "response": reference}


ROWS: dict[str, Callable[[Any, Any, Any], Row]] = {
    "sagemaker": _top,
    "bedrock": _metadata,
    "blocks": _blocks,
    "nova_assistant": _nova_role,
    "evaluation_two_turns": _two_assistant_turns,
    "verl": _verl,
    "verl_extra": _verl_extra,
    "completion": _completion,
    "model_response": _model_response,
}

WRAPPERS: dict[str, Callable[[list[Row]], Any]] = {
    "list": lambda rows: rows,
    "input": lambda rows: {"input": rows},
    "batch": lambda rows: {"batch": rows},
    "samples": lambda rows: {"samples": rows},
    "body": lambda rows: {"body": rows},
    "body_string": lambda rows: {"body": json.dumps(rows)},
    "body_batch": lambda rows: {"body": json.dumps({"batch": rows})},
    "body_base64": lambda rows: {
        "body": base64.b64encode(json.dumps(rows).encode()).decode(),
        "isBase64Encoded": True,
    },
}


def event(wrapper: str, shape: str, triples: Sequence[Triple]) -> Any:
    return WRAPPERS[wrapper]([ROWS[shape](*triple) for triple in triples])
