"""Labels: rows with a column of ratings, read so that nothing that could mean two things counts."""
