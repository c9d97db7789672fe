"""The whole life of an experiment, once, by the README's commands: in an account, or on the local target."""
