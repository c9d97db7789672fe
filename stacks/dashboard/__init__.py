"""The rows of a dashboard: each asks a question, says how to read its graphs, and shows what answers it."""
