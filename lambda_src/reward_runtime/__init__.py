"""The pipeline of a reward: event -> samples -> answers -> scores -> reply, one module per step."""
