"""Known labels of responses: how one is read from a row, and how far a reward agrees with them."""
