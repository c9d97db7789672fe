"""One short file per reward; each exports one ``REWARD`` and imports no other reward."""
