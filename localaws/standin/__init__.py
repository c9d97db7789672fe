"""The stand-in judge: a server that takes the place of Bedrock and of a SageMaker endpoint. No model is behind it.

``python -m localaws.standin`` prints one line of JSON with its address. It ends with the process that started it.

It speaks Converse (``POST /model/{modelId}/converse``) and OpenAI-style chat (``POST /endpoints/{name}/invocations``).
``PUT /_standin/configuration`` says how it behaves. Its verdicts compare the words of two texts: good for trying a
reward's plumbing, speed and failures, and no measure of how good a response is.

HTTP request -> judge request -> rate limit -> fault plan -> judge -> answer -> HTTP reply; every call is recorded
"""
