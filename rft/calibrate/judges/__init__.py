"""The judges to calibrate: models, the stand-in, and two trivial ones that show what needs no judgement."""
