"""A Bedrock customization job: Nova by boto3, open-weight models by the OpenAI client at Mantle."""

import json
import re
import shlex
from typing import Any, Final

from rft.failures import CallError
from rft.job.draft import Draft, Request
from rft.job.order import Order

__all__ = ["nova", "open_weight"]

_BY_HAND: Final = "aws bedrock create-model-customization-job --cli-input-json file://CreateModelCustomizationJob.json"
_MODEL: Final = re.compile(r"[A-Za-z0-9][-A-Za-z0-9._:/]{0,255}")
_CLIENT: Final = "openai==3.57.0 aws-bedrock-token-generator==1.1.0"


def nova(order: Order) -> Draft:
    """Return the one request; numbers stay numbers, because ``rftConfig`` takes no text for them."""
    parameters: dict[str, Any] = {
        "jobName": order.name,
        "customModelName": order.name,
        "roleArn": order.role,
        # Sending the same request twice starts one job.
        "clientRequestToken": f"{order.name}-{order.revision}",
        "baseModelIdentifier": order.model,
        "customizationType": "REINFORCEMENT_FINE_TUNING",
        "trainingDataConfig": {"s3Uri": order.data},
        "outputDataConfig": {"s3Uri": order.output},
        "customizationConfig": {
            "rftConfig": {
                "graderConfig": {"lambdaGrader": {"lambdaArn": order.function}},
                "hyperParameters": dict(order.settings.values),
            }
        },
    }
    if order.validation is not None:
        parameters["validationDataConfig"] = {"validators": [{"s3Uri": order.validation}]}
    notes = (
        ("AWS's Nova notebook sends validation data; its SDK drops it with a warning for Nova 2 Lite.",)
        if order.validation
        else ()
    )
    request = Request("bedrock", "CreateModelCustomizationJob", parameters)
    return Draft(requests=(request,), commands=(_BY_HAND,), notes=notes)


def open_weight(order: Order) -> Draft:
    """Return a script for the OpenAI client, which Mantle speaks; no botocore model exists for it."""
    if _MODEL.fullmatch(order.model) is None:
        raise CallError(
            f"--model: got {order.model!r}, expected the id of one of Mantle's models, as openai.gpt-oss-20b"
        )
    grader = {"type": "lambda", "lambda": {"function": order.function}}
    method = {
        "type": "reinforcement",
        "reinforcement": {"grader": grader, "hyperparameters": dict(order.settings.values)},
    }
    script = (
        f"# For {_CLIENT}: other versions may send other fields.\n"
        "from aws_bedrock_token_generator import provide_token\n"
        "from openai import OpenAI\n\n"
        f'client = OpenAI(base_url="https://bedrock-mantle.{order.region}.api.aws/v1", '
        f'api_key=provide_token(region="{order.region}"))\n'
        f'with open("rows.jsonl", "rb") as rows:  # a copy of {order.data}\n'
        '    uploaded = client.files.create(file=rows, purpose="fine-tune")\n'
        "job = client.fine_tuning.jobs.create(\n"
        f"    model={json.dumps(order.model)},\n"
        "    training_file=uploaded.id,\n"
        f'    extra_body={{"method": {json.dumps(method)}}},\n'
        ")\n"
        "print(job.id)\n"
    )
    shell = (
        "#!/bin/sh\n"
        "set -eu\n"
        'cd "$(dirname "$0")"\n'
        "python3 -m venv client\n"
        f"client/bin/pip install --quiet {_CLIENT}\n"
        f"aws s3 cp {shlex.quote(order.data)} rows.jsonl\n"
        "client/bin/python submit.py\n"
    )
    return Draft(
        files=(("submit.py", script), ("submit.sh", shell)),
        client=_CLIENT,
        commands=("sh submit.sh",),
        notes=(
            "Which hyperparameters Mantle honours is not published.",
            "The caller's role needs Mantle's policy and the invoke policy; --role and --output are not sent.",
        ),
    )
