"""How the stand-in judge reaches a verdict: it compares words. No model is asked."""
