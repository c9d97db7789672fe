"""``REFUSALS``: the errors of the services, and for each the kind of failure and the advice to an operator.

Codes are those of the API references of Converse and InvokeEndpoint. Words are known messages of both services and of
the vLLM and TGI containers behind the second. If a service uses other words, the status alone decides.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from reward_runtime.judge.call import CONTEXT_WINDOW, UNREADY, FailureKind

__all__ = ["REFUSALS", "Refusal"]


@dataclass(frozen=True)
class Refusal:
    """One kind of error. It covers an error that matches all of ``codes``, ``statuses`` and ``words``."""

    kind: FailureKind
    advice: str
    """May contain ``{model}``, ``{region}`` and ``{guardrail}``, the ARN in the message."""
    codes: frozenset[str] = frozenset()
    """Any code if empty."""
    statuses: range | tuple[int, ...] = ()
    """Any HTTP status if empty."""
    words: str = ""
    """Regular expression, searched in the service's message."""
    code: str = ""
    """Code of the failure; the service's own if empty."""
    _words: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile ``words``."""
        object.__setattr__(self, "_words", re.compile(self.words, re.IGNORECASE))

    def covers(self, code: str, status: int, message: str) -> bool:
        """Return whether an error is of this kind."""
        known = not self.codes or code in self.codes
        return known and (not self.statuses or status in self.statuses) and bool(self._words.search(message))


_DENIED: Final = frozenset({"AccessDeniedException", "AccessDenied"})
_CREDENTIALS: Final = frozenset(
    {
        *("ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException", "InvalidClientTokenId"),
        *("MissingAuthenticationTokenException", "IncompleteSignatureException"),
    }
)
_CLOCK: Final = frozenset(
    {"InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired"}
)
_REQUEST_TO_ACCOUNT: Final = "of the account (Bedrock console, model access, in {region})"

REFUSALS: Final = (
    Refusal("throttled", "Tried again at a lower pace.", codes=frozenset({"ThrottlingException"}), statuses=(400,)),
    Refusal(
        "operator",
        "The judge's `max_tokens` exceeds the model's limit, or four times it does, which is used after a reply was cut"
        " off; lower it.",
        statuses=(400,),
        words=r"max(?:imum)? ?_?tokens (?:you requested|value)?[^.]{0,40}exceeds? the model",
    ),
    Refusal(
        "broken",
        "The prompt is longer than the model takes.",
        statuses=(400, 413),
        words=r"too long|too many (?:input )?tokens|tokens exceed|exceeds? the (?:maximum|model)"
        r"|maximum (?:context|input|length)|context (?:length|window|limit)",
        code=CONTEXT_WINDOW,
    ),
    Refusal(
        "operator",
        "The account's tokens of the day are used up; have the quota raised (Service Quotas, Amazon Bedrock), or wait.",
        statuses=(429,),
        words="per day",
    ),
    Refusal(
        "unavailable",
        "The credentials of this environment have expired or are missing; an environment that is new has new ones.",
        codes=_CREDENTIALS,
    ),
    Refusal("unavailable", "The clock of this environment is wrong, or its credentials are.", codes=_CLOCK),
    Refusal(
        "operator",
        "The model is sold through AWS Marketplace and the account has no subscription yet; someone with"
        f" aws-marketplace:Subscribe accepts its terms once {_REQUEST_TO_ACCOUNT}. The function's role needs nothing.",
        codes=_DENIED,
        words="marketplace",
    ),
    Refusal(
        "operator",
        "The role may not apply a guardrail that the account or the organisation enforces: write"
        " `enforced_guardrails: [{guardrail}]` under the experiment's `judge:`, and deploy again. If it is the judge's"
        " own `guardrail`, set its `profile`, because it uses cross-region inference. A guardrail of another account"
        " must allow this one in its own policy. If the message names the policy of a VPC endpoint, allow"
        " bedrock:ApplyGuardrail there.",
        codes=_DENIED,
        words="ApplyGuardrail|guardrail-profile/|:guardrail/",
    ),
    Refusal(
        "operator",
        "A policy denies the call whatever the role allows: look for a service control policy that denies the model or"
        " one of the profile's regions, or that demands a guardrail (bedrock:GuardrailIdentifier); name that one as the"
        " judge's `guardrail`, with its `version`.",
        codes=_DENIED,
        words="explicit deny",
    ),
    Refusal(
        "operator",
        "The role may not call it: deploy again, so that the policy covers this model, its inference profile and the"
        " profile's regions; then look for a service control policy that denies one of those regions.",
        codes=_DENIED,
        words="not authorized to perform",
    ),
    Refusal(
        "operator",
        f"Access to the model is not granted: ask for it on behalf {_REQUEST_TO_ACCOUNT}.",
        codes=_DENIED,
        words="access to the model|model access",
    ),
    Refusal(
        "operator",
        "The guardrail cannot be applied: check the judge's `guardrail` (`aws bedrock list-guardrails --region"
        " {region}`), whose `version` is a number that was created, and whether it works with this model.",
        statuses=(400, 404),
        # A gateway may say by a 400 that a guardrail blocked one text.
        words=r"(?s)^(?!.*(?:block|violat|interven|(?<!error )detect))"
        r"(?:.*guardrail ?(?:identifier|version|id\b|arn|config)"
        r"|.*guardrails?\b[^.]{0,80}(?:not |un|in)(?:exist|found|ready|in |supported|available|valid|correct|enabled)"
        r"|.*(?:invalid|no such|unknown|not find|(?:not|n.t) support\w*)[^.]{0,40}guardrail)",
    ),
    Refusal(
        "throttled",
        "The inference component has no instance yet; waited for. If it does not scale by itself, give it a copy.",
        statuses=(400, 424, 429, 503),
        words=r"inference ?component\b[^.]{0,40}(?:no capacity|not ready|scaling|being (?:created|updated))"
        "|ApplicationAutoScaling",
        code=UNREADY,
    ),
    Refusal(
        "operator",
        "The endpoint runs inference components: name the one that judges as the judge's `inference_component` (`aws"
        " sagemaker list-inference-components --endpoint-name-equals {model} --region {region}`), and deploy again.",
        statuses=(400,),
        words=r"inference component name header is required"
        r"|inference[_ ]?component[_ ]?name[_ ](?:is )?(?:missing|required)"
        r"|(?:require|include|specify|provide)[^.]{0,40}inference ?component",
    ),
    Refusal(
        "operator",
        "The endpoint has no such inference component that answers: correct the judge's `inference_component`, or"
        " remove it if the endpoint has none (`aws sagemaker list-inference-components --region {region}`).",
        statuses=(400, 404),
        words=r"inference ?component",
    ),
    Refusal(
        "operator",
        "The model is at the end of its life, or is legacy and closed to new users; name its successor as the judge.",
        words=r"end of (?:its )?life|\blegacy\b|deprecated model"
        # A field of the request may be deprecated too.
        r"|\bmodel(?: version| id)?(?: [`'\"]?[\w.:/-]+[`'\"]?)?,? (?:is|was|has been|will be)(?: now)? deprecated",
    ),
    Refusal(
        "operator",
        "The model is not called by its own id: name an inference profile that holds it, such as us.{model}, or"
        " global.{model} (`aws bedrock list-inference-profiles --region {region}`).",
        words="on-demand throughput",
    ),
    Refusal(
        "operator",
        "The model takes no tools, or not this schema: set the judge's `structured` if it supports structured output,"
        " or name another judge.",
        statuses=(400,),
        words=r"(?:support|allow|accept|take)s? (?:\w+ )?tool|tool (?:use|calling|choice)|tool_?(?:choice|config)"
        r"|outputConfig|response_format|json.?schema|structured output|toolSpec|inputSchema",
    ),
    Refusal(
        "operator",
        "There is no such judge there: check its id and region (`aws bedrock list-foundation-models --region {region}`,"
        " `aws bedrock list-inference-profiles --region {region}`, or `aws sagemaker list-endpoints`).",
        statuses=(400, 404),
        words=r"identifier is invalid|not found|could not resolve|isn.t supported in this region|not exist",
    ),
    Refusal(
        "operator",
        "The role may not call it; check the role's policy, and policies of the organisation.",
        codes=_DENIED,
    ),
    Refusal(
        "operator",
        "There is no such judge there: check its id and region.",
        codes=frozenset({"ResourceNotFoundException"}),
    ),
    # A container, a gateway or a firewall may refuse the text of one prompt with these.
    Refusal(
        "refused",
        "The role may not call it; check the role's policy, and policies of the organisation.",
        statuses=(401, 403),
    ),
    Refusal("refused", "There is no such judge there: check its id and region.", statuses=(404,)),
    Refusal("throttled", "Tried again at a lower pace.", statuses=(429,)),
    # SageMaker reports status 0 if a container did not answer in time.
    Refusal("slow", "Tried again.", statuses=(0, 408)),
    Refusal("unavailable", "Tried again.", statuses=(424, *range(500, 600))),
    Refusal(
        "refused",
        "The request is not one that this judge takes; name another, or check that the endpoint speaks OpenAI's chat"
        " format with tools.",
        statuses=range(400, 500),
    ),
)
"""The first one that covers an error counts, so narrow ones stand before wide ones."""
