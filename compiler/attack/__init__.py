"""Attacks on a reward: what a response can earn without being right, and what a right one is refused."""
