"""The judges to calibrate: models, the stand-in, and two trivial ones, whose results need no judgement."""
