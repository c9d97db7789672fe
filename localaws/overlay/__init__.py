"""What MiniStack lacks of a reward's stack: query definitions, two kinds of alarm, and metrics out of log lines.

Stored and shown is all that these alarms are here: what they would do is the simulator's to say, not MiniStack's.
"""
