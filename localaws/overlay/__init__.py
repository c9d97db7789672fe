"""The overlay adds to MiniStack: query definitions, two kinds of alarm, metrics from log lines, and the judge's name.

The alarms are only stored and shown. They never change their state here; the alarm simulator shows what they would do.
"""
