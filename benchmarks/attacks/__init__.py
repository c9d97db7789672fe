"""Pleas of many kinds against judges of three tempers: the pay of each, the time until the alarm, and the cost."""
