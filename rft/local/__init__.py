"""`rft local`: deploys the same app on this machine, by the real CDK CLI, into the local AWS target."""
