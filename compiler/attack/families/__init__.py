"""The families of attacks, one a file: subject -> probes, or findings of its own."""
