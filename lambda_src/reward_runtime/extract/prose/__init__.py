"""Answers in prose: what a response announces, and what it hedges, denies or only lists."""
