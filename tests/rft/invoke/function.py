"""``Function``: stands for Lambda's client over a handler of this process."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

from reward_runtime import names
from reward_runtime.pipeline import Pipeline

ARN = "arn:aws:lambda:us-east-1:000000000000:function:SageMaker-reward-sentiment-00000000"
Handler = Callable[[Any], Any]


class Function:
    """Calls a handler, and turns its exceptions into Lambda's error reply."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.log = io.StringIO()
        """Everything that the handler wrote."""

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        assert FunctionName == ARN
        try:
            with redirect_stdout(self.log):
                body, failed = self.handler(json.loads(Payload)), {}
        except Exception as error:  # noqa: BLE001 - as Lambda does
            body = {"errorType": type(error).__name__, "errorMessage": str(error)}
            failed = {"FunctionError": "Unhandled"}
        return {"Payload": io.BytesIO(json.dumps(body).encode()), **failed}


def pipeline(event: Any) -> Any:
    """Answer as the shipped ``sentiment`` does, on a cold start."""
    return Pipeline.from_environment({names.ENV_REWARD: "sentiment"})(event, {})
