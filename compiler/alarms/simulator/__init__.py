"""CloudWatch's evaluation of alarms, over recorded or made-up metric values: pure Python, no clock, no network.

values a minute -> statistic a period -> metric maths -> state of each alarm -> state of the composite one
All that AWS documents is done as documented, with the page. Each decision on a gap in its documents is explained there.
"""
