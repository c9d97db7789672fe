"""The request field that a service's message refuses, in the words of many services, and in no other words."""

import time

import pytest
from botocore.exceptions import ClientError
from reward_runtime.judge.transport.faults import MOST_SAID, failure_of
from reward_runtime.judge.transport.refused_fields import refused_field

REFUSING = {
    "temperature": (
        "The model returned the following errors: `temperature` is deprecated for this model.",
        "temperature is deprecated for this model",
        "temperature: Extra inputs are not permitted",
        "Unsupported value: 'temperature' does not support 0.0 with this model. Only the default (1) is supported.",
        "Unsupported parameter: 'temperature' is not supported with this model.",
        "Malformed input request: #: extraneous key [temperature] is not permitted, please reformat your input",
        "[{'type': 'extra_forbidden', 'loc': ('body', 'temperature'), 'msg': 'Extra inputs are not permitted'}]",
        "This model doesn't support the inferenceConfig.temperature field. Remove it and try again.",
        "Input validation error: `temperature` must be strictly positive",
        "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.",
        "Unknown field: temperature",
        "unexpected keyword argument 'temperature'",
        "Unrecognized request argument supplied: temperature",
        "temperature is no longer supported by this model",
        "Parameter `temperature` is no longer accepted.",
        "temperature can't be set for reasoning models",
        'json: unknown field "temperature"',
        "Sampling parameters such as temperature are not available on this model",
        '{"error":{"message":"temperature is unsupported","param":"temperature"}}',
        "Invalid parameter: temperature for model x",
        "Additional properties are not allowed ('temperature' was unexpected)",
        "temperature isn't configurable and must be omitted for this model",
        "TEMPERATURE IS NOT SUPPORTED BY THIS MODEL",
        r'{"object":"error","message":"Unknown field: \"temperature\"","code":400}',
        "1 validation error for Request\ntemperature\n  Extra inputs are not permitted [type=extra_forbidden]",
        "The following parameters are not supported: temperature",
        "UnsupportedParamsError: x does not support parameters: ['temperature'], for model=abc",
        "Setting temperature is not supported when reasoning is enabled",
        "`temperature` and `top_p` cannot both be specified for this model. Please use only one.",
    ),
    "tool_name": (
        "This model doesn't support the toolConfig.toolChoice.tool field. Remove toolConfig.toolChoice.tool and try.",
        "toolConfig.toolChoice.tool is not supported by this model",
        "tool_choice.function is not supported",
    ),
    "tool_choice": (
        "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try.",
        'tool_choice: type "tool" and "any" are not supported for this model.',
        "tool_choice forces tool use is not compatible with this model",
        "Thinking may not be enabled when tool_choice forces tool use.",
        "This model doesn't support the toolConfig.toolChoice field. Remove toolConfig.toolChoice and try again.",
        'inference-enforced tool_choice (required/named) is not supported for model "x"',
        "Only 'auto' tool_choice is supported by this model",
        "Unsupported value: 'tool_choice'",
        "toolChoice is unsupported for this model",
        "Named tool choice is not supported by this model",
        "tool_choice must be auto for this model",
        "`tool_choice` may only be 'auto' for this model",
    ),
    "max_tokens": (
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "unknown field `max_tokens`",
        "max_tokens: Extra inputs are not permitted",
    ),
    "system": (
        "This model doesn't support system messages. Try again without a system message or use another model.",
        "System role not supported",
        "This model doesn't support system prompts",
        "Conversation roles must alternate user/assistant/user/assistant/...",
        "Only user and assistant roles are supported!",
        "The model doesn't support the system field. Remove system and try again.",
        "unexpected role 'system'",
        "Role system is not supported by the chat template",
        "'system' is not a supported role",
        "messages[0].role: system is not supported",
    ),
    "strict": (
        "Unknown parameter: 'response_format.json_schema.strict'",
        "tools.0.custom.strict: Extra inputs are not permitted",
    ),
    None: (
        "Input is too long for requested model: it exceeds the maximum context length.",
        "The maximum tokens you requested exceeds the model limit of 4096",
        "max_tokens is too large: 9000. This model supports at most 4096 completion tokens",
        "max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens",
        "max_tokens must be at least 1, got 0",
        "This model's maximum context length is 4096 tokens. However, you requested 400 max_tokens and 9000 others",
        "The text was not accepted by a policy of the provider.",
        "This model doesn't support tool use.",
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        "The provided model identifier is invalid.",
        "`top_k` is deprecated for this model.",
        "Model x has been deprecated",
        "Blocked: the temperature is not allowed to exceed 40",
        "At what temperature does beeswax melt: not permitted content",
        "Content filter: 'temperature must fall' is forbidden",
        "Your text 'the system prompts were removed' was filtered",
        "The strict policy of this endpoint does not allow violence",
        "A system error occurred; the model is not available",
        "Invalid surrogate in string",
        "",
    ),
}


@pytest.mark.parametrize(("field", "said"), [(field, said) for field, each in REFUSING.items() for said in each])
def test_a_message_names_the_field_that_it_refuses(field: str | None, said: str) -> None:
    assert refused_field(said) == field


@pytest.mark.parametrize(
    ("said", "kind", "advice"),
    [
        ("`temperature` is deprecated for this model.", "operator", "write `omit: [temperature, tool_choice]`"),
        ("`top_k` is deprecated for this model.", "refused", "The request is not one that this judge takes"),
        ("tool_choice is not supported by this model", "operator", "The model takes no tools"),
        ("This model is deprecated.", "operator", "at the end of its life"),
        ("Model anthropic.claude-v2 has been deprecated.", "operator", "at the end of its life"),
        ("This model version has reached the end of its life.", "operator", "at the end of its life"),
        ("Access denied. This Model is marked by provider as Legacy", "operator", "at the end of its life"),
        ("The guardrail identifier or version provided in the request does not exist.", "operator", "`guardrail`"),
        ("Guardrail gr1 version 3 not found", "operator", "`aws bedrock list-guardrails --region us-west-2`"),
        ("Could not find guardrail with identifier abc and version 1", "operator", "`guardrail`"),
        ("Guardrail gr1 does not exist", "operator", "`guardrail`"),
        ("Invalid guardrail version", "operator", "`guardrail`"),
        ("1 validation error detected: guardrailIdentifier must satisfy a pattern", "operator", "`guardrail`"),
        ("Guardrails are not supported for this model", "operator", "whether it works with this model"),
        ("This model doesn't support guardrails.", "operator", "whether it works with this model"),
        ("Blocked by guardrail abc version 1", "refused", "The request is not one that this judge takes"),
        ("Guardrail version 2 intervened: denied topic", "refused", "The request is not one that this judge takes"),
        ("Inference Component has no capacity to process this request.", "throttled", "give it a copy"),
        ("ApplicationAutoScaling may be in-progress (if configured)", "throttled", "give it a copy"),
        ("Inference Component Name header is not allowed for this endpoint.", "operator", "or remove it if the endp"),
        ("The request was blocked by guardrail.", "refused", "The request is not one that this judge takes"),
        ("Inference Component Name header is required", "operator", "as the judge's `inference_component` ("),
        ("INFERENCE_COMPONENT_NAME_MISSING", "operator", "list-inference-components --endpoint-name-equals judge"),
        ("Inference Component Other was not found", "operator", "correct the judge's `inference_component`"),
    ],
)
def test_a_400_is_told_by_what_it_refuses(said: str, kind: str, advice: str) -> None:
    """``tool_choice`` is left out already, so it is not advised again."""
    response = {
        "Error": {"Code": "ValidationException", "Message": said},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    failed = failure_of(ClientError(response, "Converse"), "judge", "us-west-2", ("tool_choice",))  # type: ignore[arg-type] - a part of it
    assert failed.kind == kind
    assert str(failed).startswith("judge judge in us-west-2: got 400 ValidationException. ")
    assert advice in str(failed)


@pytest.mark.parametrize(
    ("original", "kind"), [(400, "operator"), (429, "throttled"), (500, "unavailable"), (None, "unavailable")]
)
def test_a_model_s_error_counts_by_the_model_s_own_status(original: int | None, kind: str) -> None:
    response = {
        "Error": {"Code": "ModelErrorException", "Message": "`temperature` is deprecated for this model."},
        "ResponseMetadata": {"HTTPStatusCode": 424},
        **({} if original is None else {"originalStatusCode": original}),
    }
    assert failure_of(ClientError(response, "Converse"), "m", "r").kind == kind  # type: ignore[arg-type] - a part of it


@pytest.mark.parametrize("word", ["temperature ", "unsupported ", "tool choice", "model ", "system message "])
def test_a_message_of_any_length_is_read_in_a_moment(word: str) -> None:
    began = time.process_time()
    refused_field((word * MOST_SAID)[:MOST_SAID])
    assert time.process_time() - began < 10
