"""How a compiled experiment is deployed: CompiledExperiment -> CloudFormation stack."""
