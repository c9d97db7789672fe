"""Attacks on a reward: the pay of wrong or empty responses, and right responses that are refused."""
