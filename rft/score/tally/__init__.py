"""What is said of a run in the end, collected in bounded memory while any number of samples passes."""
