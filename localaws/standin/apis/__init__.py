"""The two APIs of the stand-in: how each one's requests are parsed, and how answers and errors are rendered."""
