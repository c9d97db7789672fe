"""The CDK constructs: CompiledExperiment -> CloudFormation stack, and the stack that shows all experiments."""
