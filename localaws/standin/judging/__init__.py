"""The stand-in judge: what was asked -> an answer."""
