"""`rft retire`: takes an experiment down whole."""
