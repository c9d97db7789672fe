"""The local AWS target: one MiniStack on 127.0.0.1, without Docker, network or real credentials.

``python -m localaws up|down|status`` prints one JSON object on stdout and a message on stderr, and sets an exit code.
It imports nothing of the kit, and nothing of the kit imports it.
"""
