"""`rft retire`: removes an experiment completely."""
