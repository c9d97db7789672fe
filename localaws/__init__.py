"""The local AWS target: one MiniStack on loopback, with no Docker, no network and no real credentials.

``python -m localaws up|down|status`` -> one JSON object on stdout, words on stderr, and an exit code.
It stands alone: it imports nothing of the kit, and nothing of the kit imports it.
"""
