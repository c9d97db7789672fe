"""Pleas of many kinds against judges of three tempers: what each earns, how soon the alarm goes off, and the cost."""
