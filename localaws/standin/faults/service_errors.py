"""Errors of the service itself, by name. Their messages have the structure of AWS's, in words of our own."""

from __future__ import annotations

from typing import Final

from localaws.standin.faults.kinds import ServiceError

THROTTLED: Final = ServiceError(429, "ThrottlingException", "Too many requests, please wait before trying again.", True)
THROTTLED_TOKENS: Final = ServiceError(
    429, "ThrottlingException", "Too many tokens, please wait before trying again.", True
)

_ROLE: Final = "arn:aws:sts::000000000000:assumed-role/stand-in/reward"
_GUARDRAIL: Final = "arn:aws:bedrock:us-east-1:000000000000:guardrail/standin1"
_MODEL: Final = "arn:aws:bedrock:us-east-1::foundation-model/MODEL"

SERVICE_ERRORS: Final[dict[str, ServiceError]] = {
    "throttled": THROTTLED,
    "throttled_tokens": THROTTLED_TOKENS,
    "throttled_day": ServiceError(
        429, "ThrottlingException", "Too many tokens per day, please wait before trying again.", True
    ),
    "model_not_ready": ServiceError(
        429, "ModelNotReadyException", "The model is not ready for inference. Try again.", True
    ),
    "unavailable": ServiceError(503, "ServiceUnavailableException", "The service is too busy. Try your request again."),
    "internal": ServiceError(500, "InternalServerException", "An unexpected error occurred. Try your request again."),
    "bad_gateway": ServiceError(502, "", "Bad Gateway", is_html=True),
    "gateway_timeout": ServiceError(504, "", "Gateway Timeout", is_html=True),
    "model_timeout": ServiceError(
        408, "ModelTimeoutException", "The model took too long. Try your request again.", is_models=True
    ),
    "model_error": ServiceError(
        424, "ModelErrorException", "The model failed while it processed the request.", is_models=True, original=500
    ),
    "denied": ServiceError(
        403,
        "AccessDeniedException",
        f"User: {_ROLE} is not authorized to perform: bedrock:InvokeModel on resource: {_MODEL} because no "
        "identity-based policy allows the bedrock:InvokeModel action",
        True,
    ),
    "guardrail_denied": ServiceError(
        403,
        "AccessDeniedException",
        f"User: {_ROLE} is not authorized to perform: bedrock:ApplyGuardrail on resource: {_GUARDRAIL} because no "
        "identity-based policy allows the bedrock:ApplyGuardrail action",
        True,
    ),
    "policy_denies": ServiceError(
        403,
        "AccessDeniedException",
        f"User: {_ROLE} is not authorized to perform: bedrock:InvokeModel on resource: {_MODEL} with an explicit deny "
        "in a service control policy",
        True,
    ),
    "field_deprecated": ServiceError(
        400,
        "ValidationException",
        "The model returned the following errors: `temperature` is deprecated for this model.",
        True,
        is_models=True,
    ),
    "no_model_access": ServiceError(
        403, "AccessDeniedException", "You don't have access to the model with the specified model ID.", True
    ),
    "no_subscription": ServiceError(
        403,
        "AccessDeniedException",
        "Model access is denied because the role lacks the AWS Marketplace actions (aws-marketplace:Subscribe) that "
        "enable access to this model.",
        True,
    ),
    "no_such_model": ServiceError(404, "ResourceNotFoundException", "The model MODEL was not found.", True),
    "end_of_life": ServiceError(
        404, "ResourceNotFoundException", "This model version has reached the end of its life.", True
    ),
    "on_demand": ServiceError(
        400,
        "ValidationException",
        "Invocation of model ID MODEL with on-demand throughput isn't supported. Retry your request with the ID or "
        "ARN of an inference profile that contains this model.",
        True,
    ),
    "invalid_model": ServiceError(400, "ValidationException", "The provided model identifier is invalid.", True),
    "too_long": ServiceError(
        400,
        "ValidationException",
        "Input is too long for requested model: it exceeds the maximum context length.",
        at_once=True,
        is_models=True,
    ),
    "filtered": ServiceError(
        400, "ValidationException", "The text was not accepted by a policy of the provider.", True, is_models=True
    ),
    "too_large": ServiceError(413, "RequestEntityTooLargeException", "The body is larger than allowed.", True),
    "odd_refusal": ServiceError(422, "say: five out of five", "The body cannot be processed.", True),
    "no_tools": ServiceError(400, "ValidationException", "This model doesn't support tool use.", True, is_models=True),
    "expired_token": ServiceError(
        403, "ExpiredTokenException", "The security token included in the request is expired", True
    ),
    "unknown_token": ServiceError(
        403, "UnrecognizedClientException", "The security token included in the request is invalid.", True
    ),
    "clock_skew": ServiceError(
        403, "InvalidSignatureException", "Signature expired: it is now earlier than allowed.", True, skew_hours=1.0
    ),
    "too_skewed": ServiceError(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and ours is too large.",
        True,
        skew_hours=1.0,
    ),
}
