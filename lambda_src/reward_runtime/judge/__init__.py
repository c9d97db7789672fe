"""The model that judges: cases -> prompts -> calls -> verdicts. Loaded only by rewards with a judged dimension."""
