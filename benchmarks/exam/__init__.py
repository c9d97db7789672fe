"""The examination: the kit's scorers and other graders on the same cases. ``docs/exam.md`` says how to read it."""
