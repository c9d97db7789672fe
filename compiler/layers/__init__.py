"""Layers of third-party packages: installed from a lock with hashes, checked for licences, compiled, and kept."""
