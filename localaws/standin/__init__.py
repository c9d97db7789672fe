"""A stand-in for Bedrock and for a SageMaker endpoint: a judge that is no model, behind the real wire protocol.

``python -m localaws.standin`` -> one line of JSON with its address; it ends with the process that started it.

It speaks Converse (``POST /model/{modelId}/converse``) and OpenAI-style chat (``POST /endpoints/{name}/invocations``),
and is told how to behave by ``PUT /_standin/configuration``. Its verdicts are the words that two texts share: fit for
trying a reward's plumbing, speed and failures, never for telling how good a response is.

request -> asked (by converse or endpoint) -> quota -> fate: a fault and a latency -> judge -> answer -> reply; recorded
"""
