"""The dashboard before it is deployed: the synthesised body, filled with what log lines say, as one page of HTML.

log events -> Readings -> series of each widget -> charts -> page
"""
