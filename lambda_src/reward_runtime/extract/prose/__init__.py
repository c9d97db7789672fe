"""Answers in prose: those that a response announces, and those that it hedges, denies or only lists."""
