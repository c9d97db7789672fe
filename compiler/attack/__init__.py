"""Attacks on a reward: the pay of responses that are not right, and right responses that are refused."""
