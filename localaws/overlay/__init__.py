"""The overlay adds to MiniStack the parts of AWS that the kit deploys or reads and MiniStack leaves out.

These are query definitions, two kinds of alarm, metrics from log lines, the judge's name, and reserved concurrency.

The alarms are only stored and shown. They never change their state here; the alarm simulator shows how they would.
"""
