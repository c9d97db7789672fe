"""The summary of a run, collected in bounded memory while any number of samples passes."""
