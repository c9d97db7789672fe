"""`rft attack`: measures how much a model can earn from a reward without being right."""
