"""The alarms of one experiment as values: which metrics they watch, when they go off, and how a person then acts.

catalogue/ (a row for each alarm) -> alarm_set.py (checked, with the composite alarms) -> stacks, simulator/
"""
