"""The overlay adds to MiniStack: query definitions, two kinds of alarm, and metrics from log lines.

The alarms are only stored and shown. They never change their state here; the alarm simulator shows what they would do.
"""
