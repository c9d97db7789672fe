"""`rft attack`: what a model can earn from a reward without being right."""
