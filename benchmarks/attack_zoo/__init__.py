"""Rewards with a seeded fault and healthy ones, and how well `rft attack` tells them apart."""
