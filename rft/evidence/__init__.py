"""`rft evidence`: renews kept attacks, which is free, and reports the cost of missing judge cards.

experiment -> attack again -> attack.json; judged dimensions -> their cards -> calls and dollars of the missing ones
"""
