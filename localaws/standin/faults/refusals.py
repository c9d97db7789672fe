"""Errors that the service itself answers with, by name. The texts have the shape of AWS's, told in our words."""

from __future__ import annotations

from typing import Final

from localaws.standin.faults.kinds import Refusal

THROTTLED: Final = Refusal(429, "ThrottlingException", "Too many requests, please wait before trying again.", True)
THROTTLED_TOKENS: Final = Refusal(429, "ThrottlingException", "Too many tokens, please wait before trying again.", True)

_ROLE: Final = "arn:aws:sts::000000000000:assumed-role/stand-in/reward"
_MODEL: Final = "arn:aws:bedrock:us-east-1::foundation-model/MODEL"

REFUSALS: Final[dict[str, Refusal]] = {
    "throttled": THROTTLED,
    "throttled_tokens": THROTTLED_TOKENS,
    "throttled_day": Refusal(
        429, "ThrottlingException", "Too many tokens per day, please wait before trying again.", True
    ),
    "model_not_ready": Refusal(429, "ModelNotReadyException", "The model is not ready for inference. Try again.", True),
    "unavailable": Refusal(503, "ServiceUnavailableException", "The service is too busy. Try your request again."),
    "internal": Refusal(500, "InternalServerException", "An unexpected error occurred. Try your request again."),
    "bad_gateway": Refusal(502, "", "Bad Gateway", is_html=True),
    "gateway_timeout": Refusal(504, "", "Gateway Timeout", is_html=True),
    "model_timeout": Refusal(
        408, "ModelTimeoutException", "The model took too long. Try your request again.", is_models=True
    ),
    "model_error": Refusal(
        424, "ModelErrorException", "The model failed while it processed the request.", is_models=True
    ),
    "denied": Refusal(
        403,
        "AccessDeniedException",
        f"User: {_ROLE} is not authorized to perform: bedrock:InvokeModel on resource: {_MODEL} because no "
        "identity-based policy allows the bedrock:InvokeModel action",
        True,
    ),
    "no_model_access": Refusal(
        403, "AccessDeniedException", "You don't have access to the model with the specified model ID.", True
    ),
    "no_subscription": Refusal(
        403,
        "AccessDeniedException",
        "Model access is denied because the role lacks the AWS Marketplace actions (aws-marketplace:Subscribe) that "
        "enable access to this model.",
        True,
    ),
    "no_such_model": Refusal(404, "ResourceNotFoundException", "The model MODEL was not found.", True),
    "end_of_life": Refusal(
        404, "ResourceNotFoundException", "This model version has reached the end of its life.", True
    ),
    "on_demand": Refusal(
        400,
        "ValidationException",
        "Invocation of model ID MODEL with on-demand throughput isn't supported. Retry your request with the ID or "
        "ARN of an inference profile that contains this model.",
        True,
    ),
    "invalid_model": Refusal(400, "ValidationException", "The provided model identifier is invalid.", True),
    "too_long": Refusal(
        400,
        "ValidationException",
        "Input is too long for requested model: it exceeds the maximum context length.",
        at_once=True,
        is_models=True,
    ),
    "no_tools": Refusal(400, "ValidationException", "This model doesn't support tool use.", True, is_models=True),
    "expired_token": Refusal(
        403, "ExpiredTokenException", "The security token included in the request is expired", True
    ),
    "unknown_token": Refusal(
        403, "UnrecognizedClientException", "The security token included in the request is invalid.", True
    ),
    "clock_skew": Refusal(
        403, "InvalidSignatureException", "Signature expired: it is now earlier than allowed.", True, skew_hours=1.0
    ),
    "too_skewed": Refusal(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and ours is too large.",
        True,
        skew_hours=1.0,
    ),
}
