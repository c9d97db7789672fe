"""CloudWatch's evaluation of alarms, over recorded or made-up metric values: pure Python, no clock, no network.

values a minute -> statistic a period -> metric maths -> state of each alarm -> state of the composite one
What AWS documents is done as documented, each place with its page; what it leaves open is said where it is decided.
"""
