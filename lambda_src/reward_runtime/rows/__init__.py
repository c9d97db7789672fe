"""How a row is read, for the function and the adapters alike: its turns, and its reference."""
