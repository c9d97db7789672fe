"""`rft dashboard`: draws the deployed dashboard, with data from log lines, as one page of HTML.

log events -> Readings -> series of each widget -> charts -> page
"""
