"""The services that run a judge: Bedrock and SageMaker endpoints."""
