# pyright: basic, reportMissingImports=false
"""Decides requests with MiniStack's evaluator, in MiniStack's own environment. Input and output as ``simulate.mjs``.

A request whose action is ``*`` stands for every action of the file that is named as the one argument; its word is the
list of those that are allowed.
"""

import json
import sys
from pathlib import Path

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

ACCOUNT = "111122223333"
REGION = "aws:RequestedRegion"


def decide(policies, action, resource, context):
    asked = EvalContext(
        principal_arn=f"arn:aws:iam::{ACCOUNT}:role/reward",
        principal_type="AssumedRole",
        principal_account=ACCOUNT,
        action=action,
        resource_arn=resource,
        region=context.get(REGION, ""),
        service_context={key.lower(): value for key, value in context.items() if key != REGION},
    )
    return {"Allow": "Allowed", "Deny": "ExplicitlyDenied"}.get(evaluate(asked, policies).decision, "ImplicitlyDenied")


def word(policies, action, resource, context):
    if action != "*":
        return decide(policies, action, resource, context)
    every = json.loads(Path(sys.argv[1]).read_text())
    return [each for each in every if decide(policies, each, resource, context) == "Allowed"]


decided = []
for documents, requests in json.load(sys.stdin):
    policies = [parse_policy_document(document) for document in documents]
    decided.append([word(policies, *request) for request in requests])
json.dump(decided, sys.stdout)
