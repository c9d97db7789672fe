"""Evidence that a reward is good: files in ``evidence/``, and whether they hold for the reward as it is."""
