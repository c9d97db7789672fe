"""Metric maths: the part of CloudWatch's expression language that alarms here use."""
