"""The rows of a dashboard: each asks a question, explains how to read its graphs, and shows the answer."""
