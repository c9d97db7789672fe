"""The model that judges, before anything is deployed: its block in the file, what its id means, what it needs."""
